// Type-ahead for the box: the plain box works without any of this.
//
// The box is Streamlit's own input, made a combobox here (WAI-ARIA's "editable combobox with list
// autocomplete"). Suggestions come from the server, and earlier questions from this browser, which is the only
// place where they are kept. Whatever is shown is set as text, never as markup.

const BOX = ".st-key-q input"
const ANSWERED = ".bs-answered" // names the question that the page has answers for
const FORGET = ".bs-forget"
const LIST_ID = "bs-suggestions"
const KEPT = "blogseek-asked"
const MOST_KEPT = 50
const MOST_EARLIER = 3 // shown beside other suggestions
const LABELS = { title: "post", heading: "section", tag: "tag", author: "author", earlier: "asked before" }

export default function (component) {
  const root = component.parentElement
  if (root.blogseek) return root.blogseek
  const ended = new AbortController()
  const suggester = makeSuggester(root, component.data.path)
  const listen = (name, handle) =>
    document.addEventListener(name, handle, { capture: true, signal: ended.signal })
  listen("input", (event) => isBox(event.target) && event.isTrusted && suggester.look())
  listen("click", (event) => {
    if (isBox(event.target) && !event.target.value) suggester.look()
    if (event.target instanceof Element && event.target.closest(FORGET)) forget(root)
  })
  listen("mousedown", (event) => !event.button && event.target.closest?.("a[href]") && undoTyping())
  listen("focusout", (event) => isBox(event.target) && suggester.close())
  listen("keydown", (event) => (isBox(event.target) ? suggester.press(event) : returnToBox(event)))
  const watching = new MutationObserver(notice)
  watching.observe(document.body, { childList: true, subtree: true })
  notice()
  suggestions(component.data.path, "", ended.signal) // so that the server has read them when they are wanted
  root.blogseek = () => {
    ended.abort()
    watching.disconnect()
    delete root.blogseek
  }
  return root.blogseek
}

const isBox = (element) => element instanceof Element && element.matches(BOX)

// The box and the answers come when Streamlit has drawn them, and may be drawn anew.
function notice() {
  const box = document.querySelector(BOX)
  if (box && box.getAttribute("role") !== "combobox") adopt(box)
  const answered = document.querySelector(ANSWERED)?.dataset.question
  if (answered) keep(answered)
}

function adopt(box) {
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": LIST_ID }
  for (const [name, value] of Object.entries(states)) box.setAttribute(name, value)
  if (document.activeElement === document.body) box.focus({ preventScroll: true })
}

// As if it had been typed: Streamlit's box knows no other way to be told.
function write(box, question) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, question)
  box.dispatchEvent(new Event("input", { bubbles: true }))
}

// Who follows a link does not ask what is half typed: the box, which asks whatever is in it when it loses the
// focus, would take the place of what the link leads to.
function undoTyping() {
  const box = document.querySelector(BOX)
  const asked = new URLSearchParams(location.search).get("q") ?? ""
  if (box && box.value !== asked) write(box, asked)
}

function returnToBox(event) {
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
  const box = document.querySelector(BOX)
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
}

function makeSuggester(root, path) {
  const list = root.querySelector("ul")
  const status = root.querySelector("[role=status]")
  let asking = new AbortController()
  let active = -1
  let shown = [] // questions, in the order of the options

  async function look() {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    const typed = document.querySelector(BOX).value
    const earlier = earlierQuestions(typed)
    const found = typed.trim() ? await suggestions(path, typed, signal) : []
    if (signal.aborted) return
    const known = new Set([typed, ...earlier.map(({ question }) => question)])
    show([...earlier, ...found.filter(({ question }) => !known.has(question))])
  }

  function show(options) {
    shown = options.map(({ question }) => question)
    list.replaceChildren(...options.map(optionElement))
    list.hidden = !options.length
    document.querySelector(BOX)?.setAttribute("aria-expanded", String(!list.hidden))
    status.textContent = options.length ? `${options.length} suggestion${options.length > 1 ? "s" : ""}` : ""
    move(-1)
  }

  function optionElement({ text, origin, question }, place) {
    const option = document.createElement("li")
    option.id = `${LIST_ID}-${place}`
    option.setAttribute("role", "option")
    const name = option.appendChild(document.createElement("bdi"))
    name.textContent = text
    const label = option.appendChild(document.createElement("span"))
    label.textContent = LABELS[origin] ?? ""
    option.onmousedown = (event) => event.preventDefault() // or the box loses the focus, and asks what is in it
    option.onclick = () => ask(question)
    return option
  }

  function move(place) {
    active = place
    const box = document.querySelector(BOX)
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === active))
    if (active < 0) box?.removeAttribute("aria-activedescendant")
    else box?.setAttribute("aria-activedescendant", list.children[active].id)
    list.children[active]?.scrollIntoView({ block: "nearest" })
  }

  function close() {
    asking.abort()
    show([])
  }

  function ask(question) {
    close()
    const box = document.querySelector(BOX)
    write(box, question)
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }))
  }

  function press(event) {
    if (!event.isTrusted || event.isComposing) return
    const isOpen = !list.hidden
    const count = shown.length
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) look()
      else {
        asking.abort() // what comes late must not take away what is being chosen from
        if (event.key === "ArrowDown") move(active + 1 < count ? active + 1 : -1)
        else move(active < 0 ? count - 1 : active - 1)
      }
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      ask(shown[active])
    } else if (event.key === "Escape" && isOpen) {
      close()
    } else {
      if (event.key === "Enter") close()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return { look, close, press }
}

async function suggestions(path, typed, signal) {
  try {
    // Below the page's own address, wherever a proxy puts that.
    const address = `${location.pathname.replace(/\/?$/, "/")}${path}?${new URLSearchParams({ q: typed })}`
    const answer = await fetch(address, { signal })
    return await answer.json()
  } catch {
    return [] // called off, or there is no server that knows them: the box goes on without
  }
}

function earlierQuestions(typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean)
  const holds = (question) => {
    const own = folded(question).split(/[^\p{L}\p{N}]+/u)
    return words.every((word) => own.some((each) => each.startsWith(word)))
  }
  const found = kept().filter((question) => question !== typed && holds(question))
  return found.slice(0, MOST_EARLIER).map((question) => ({ text: question, origin: "earlier", question }))
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]")
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : []
  } catch {
    return [] // no storage, or another's
  }
}

function keep(question) {
  const before = kept()
  if (before[0] === question) return
  const all = [question, ...before.filter((each) => each !== question)].slice(0, MOST_KEPT)
  try {
    localStorage.setItem(KEPT, JSON.stringify(all))
  } catch {
    // Full, or not allowed: then nothing is kept.
  }
}

function forget(root) {
  try {
    localStorage.removeItem(KEPT)
  } catch {
    // There was none.
  }
  root.querySelector("[role=status]").textContent = "Your earlier questions are forgotten."
}
