// Links within the page, followed without loading it anew: the address changes as it would, and Streamlit,
// told as if the reader had gone there by the browser's own buttons, runs the page for it. Where this does
// not run, they are links as any other. The focus stays where it was, and lists stay open.
(() => {
  if (window.bsNavigates) return
  window.bsNavigates = true

  // Streamlit notes each question of the box in the address, but in the entry that is there, so that the way
  // back would lead past all questions at once. Here each question has an entry of its own, and whatever else
  // Streamlit does to the address of one (it drops what was chosen among the last one's answers) has none.
  const push = history.pushState.bind(history)
  const replace = history.replaceState.bind(history)
  const asked = search => new URLSearchParams(search).get("q")
  function note(state, unused, url = location.href) {
    const isAnother = asked(new URL(url, location.href).search) !== asked(location.search)
    ;(isAnother ? push : replace)(state, unused, url)
  }
  history.pushState = note
  history.replaceState = note

  const LEFT = "blogseek-left" // where this tab was left, and how far down
  const main = () => document.querySelector('[data-testid="stMain"]')
  const scrolled = new Map() // how far down a reader was at an address that was left
  const bars = target => target.closest?.(".bs-year[data-year]")

  // Whenever something is drawn, after the address changed and until the reader does something.
  let observer = null
  function whenDrawn(act) {
    observer?.disconnect()
    observer = new MutationObserver(act)
    observer.observe(document.body, {childList: true, subtree: true})
    setTimeout(current => current.disconnect(), 10_000, observer)
  }
  for (const done of ["wheel", "pointerdown", "keydown"])
    addEventListener(done, () => observer?.disconnect(), {capture: true, passive: true})

  function go(href, isSameView) {
    const last = document.activeElement
    const focused = last?.id
    // Who asked for more answers goes on at the first of them.
    const cardCount = last?.closest(".bs-load") && document.querySelectorAll(".bs-card").length
    const opened = [...document.querySelectorAll("details[id][open]")].map(details => details.id)
    scrolled.set(location.search, main()?.scrollTop)
    push(null, "", href)
    dispatchEvent(new PopStateEvent("popstate"))
    if (!isSameView) return main()?.scrollTo(0, 0)
    whenDrawn(() => {
      for (const id of opened) document.getElementById(id)?.setAttribute("open", "")
      const next = cardCount ? document.querySelectorAll(".bs-card h2 a")[cardCount] : document.getElementById(focused)
      if (document.activeElement === document.body || cardCount) next?.focus({preventScroll: true})
    })
  }

  const returnTo = top => top && whenDrawn(() => main()?.scrollTo(0, top))
  addEventListener("popstate", event => event.isTrusted && returnTo(scrolled.get(location.search)))

  // Who comes back from a post on the web finds the page loaded anew, and goes on where they left it.
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(LEFT, JSON.stringify([location.search, main()?.scrollTop]))
    } catch {} // no storage: then the page begins at its top
  })
  try {
    const [search, top] = JSON.parse(sessionStorage.getItem(LEFT))
    const isNew = performance.getEntriesByType("navigation")[0].type === "navigate"
    if (search === location.search && !isNew) returnTo(top)
  } catch {} // nothing was left yet

  function goToYears(group, one, other) {
    const [first, last] = [one.dataset.year, other.dataset.year].sort()
    go(`${group.dataset.href}&year=${first === last ? first : `${first}-${last}`}`, true)
  }

  document.addEventListener("click", event => {
    const link = event.target.closest?.('a[href^="?"]')
    for (const list of document.querySelectorAll(".bs-kinds details[open]"))
      if (!list.contains(event.target)) list.removeAttribute("open")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const bar = bars(link)
    if (event.shiftKey && !bar) return
    event.preventDefault()
    const chosen = bar && event.shiftKey && bar.parentElement.querySelector("[aria-current]")
    if (chosen) goToYears(bar.parentElement, chosen, bar)
    else go(link.getAttribute("href"), link.closest(".bs-line, .bs-filters, .bs-chosen, .bs-load") !== null)
  })

  document.addEventListener("keydown", event => {
    const list = event.key === "Escape" && event.target.closest?.(".bs-kinds details[open]")
    if (!list) return
    list.removeAttribute("open")
    list.querySelector("summary").focus()
  })

  // Drawing over the bars of several years chooses them all.
  let begun = null
  document.addEventListener("pointerdown", event => { begun = event.button ? null : bars(event.target) })
  document.addEventListener("pointermove", event => {
    const over = begun && bars(document.elementFromPoint(event.clientX, event.clientY))
    if (!over || over === begun && !begun.parentElement.querySelector(".bs-drawn")) return
    const [first, last] = [begun.dataset.year, over.dataset.year].sort()
    for (const bar of begun.parentElement.querySelectorAll("[data-year]"))
      bar.classList.toggle("bs-drawn", bar.dataset.year >= first && bar.dataset.year <= last)
  })
  document.addEventListener("pointerup", event => {
    const over = begun && bars(document.elementFromPoint(event.clientX, event.clientY))
    if (over && over !== begun && over.parentElement === begun.parentElement) {
      const swallow = click => { click.preventDefault(); click.stopPropagation() }
      document.addEventListener("click", swallow, {capture: true, once: true})
      setTimeout(() => document.removeEventListener("click", swallow, {capture: true}))
      goToYears(begun.parentElement, begun, over)
    }
    begun = null
  })
  document.addEventListener("dragstart", event => { if (bars(event.target)) event.preventDefault() })
})()
