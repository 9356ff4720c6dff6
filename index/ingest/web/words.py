"""Words in addresses that say what a page is, in the languages that blogs are written in. Tables."""

# Below one of these, everything is a list.
_LISTS = {
    "tag": "tag tags tagged label labels hashtag hashtags keyword keywords schlagwort schlagworte "
    "schlagwoerter stichwort stichworte etiqueta etiquetas etiquette etiquettes mot-cle "
    "mots-cles motcle parola-chiave trefwoord tagi etikett etiketter метка метки тег теги "
    "标签 タグ 태그",
    "category": "category categories cat cats kategorie kategorien kategoria kategorie-produktu "
    "categorie categoria categorias catégorie catégories categorieen kategori "
    "kategorier rubrik rubriken rubrique rubriques rubrica рубрика рубрики категория "
    "категории 分类 カテゴリー カテゴリ 카테고리",
    "author": "author authors autor autoren autores autore autori auteur auteurs auteure författare "
    "автор авторы 作者",
}
# Below these there are lists too, but on some blogs the posts themselves: one name below them is a list's.
_LOOSE_LISTS = {
    "tag": "topic topics theme themes thema themen sujet sujets tema temas",
    "category": "section sections series serie serien channel channels collection collections",
    "author": "user users profile profiles member members writer writers contributor contributors by people",
}
LIST_WORDS = {word: kind for kind, words in _LISTS.items() for word in words.split()}
LOOSE_LIST_WORDS = {word: kind for kind, words in _LOOSE_LISTS.items() for word in words.split()}
POST_FOLDERS = frozenset(
    "post posts blog blogs article articles entry entries story stories news note notes essay "
    "essays writing writings journal weblog log thoughts p til archives archive beitrag beitraege "
    "artikel artikels billet billets actualites articulo articulos noticia noticias entrada "
    "entradas articolo articoli artigo artigos wpis bericht berichten node newsletter issues "
    "updates tutorials guides reviews musings words ideas diary".split()
)
ARCHIVE_WORDS = frozenset(
    "archive archives archiv archivo archivos archivio arquivo archief arkiv archiwum архив all "
    "all-posts posts-list sitemap site-map blog-archive timeline index-of-posts contents "
    "归档 アーカイブ".split()
) | POST_FOLDERS - {"p", "node", "post", "entry", "article", "story", "note"}
PAGE_WORDS = frozenset(
    {"page", "pages", "seite", "pagina", "página", "pag", "strona", "sida", "side", "страница"}
)
SEARCH_WORDS = frozenset(
    "search suche suchen recherche rechercher buscar busqueda búsqueda busca pesquisa cerca "
    "ricerca zoeken szukaj sok sök søg поиск arama hledat haku 搜索 検索 검색".split()
)
SEARCH_PARAMETERS = frozenset({"s", "q", "query", "search", "keyword", "keywords", "searchword"})
LOGIN_WORDS = frozenset(
    "login log-in signin sign-in logout log-out signout register registration signup sign-up "
    "wp-login wp-admin wp-signup wp-register admin account my-account password lostpassword "
    "forgot-password reset-password anmelden registrieren connexion inscription iniciar-sesion "
    "inloggen logowanie cart checkout basket warenkorb kasse panier carrito carrello winkelwagen "
    "wishlist wp-json xmlrpc cgi-bin trackback cdn-cgi oauth auth wp-comments-post wp-trackback "
    "comment-reply".split()
)
FEED_NAMES = frozenset("feed rss rss2 atom rdf feeds".split())
PAGES = frozenset(
    "about about-me about-us about-this-site aboutme whoami bio biography profile me info "
    "information imprint impressum contact contact-me contact-us kontakt contacto contatti "
    "contato contactez-nous a-propos apropos à-propos qui-sommes-nous ueber über ueber-mich "
    "über-mich ueber-uns über-uns uber-mich uber-uns sobre sobre-mi sobre-mí sobre-mim "
    "sobre-nosotros acerca acerca-de acerca-de-mi chi-sono chi-siamo over over-mij over-ons om "
    "om-mig om-mej om-oss o-mnie o-nas o-mne o-sobie hakkimda hakkımda обо-мне о-нас "
    "about-the-author 关于 私について privacy privacy-policy privacypolicy datenschutz "
    "datenschutzerklaerung datenschutzerklärung politique-de-confidentialite mentions-legales "
    "politica-de-privacidad privacidad politica-de-privacidade aviso-legal cookies cookie-policy "
    "politica-de-cookies cookie-richtlinie terms terms-of-service terms-of-use "
    "terms-and-conditions tos legal legal-notice agb disclaimer copyright license licence "
    "licensing dmca accessibility code-of-conduct colophon now uses links blogroll bookmarks "
    "friends resources projects project portfolio work works cv resume resumé résumé lebenslauf "
    "publications talks speaking teaching research software photos gallery galerie shop store "
    "products pricing donate support support-me sponsor sponsors sponsorship hire hire-me "
    "services consulting advertise advertising press media faq help guestbook misc webring team jobs "
    "careers subscribe newsletter-signup rss-feeds start start-here welcome thanks thank-you "
    "thankyou danke merci gracias offline styleguide style-guide stats statistics map events "
    "calendar readme changelog bookshelf reading-list library".split()
)
ERRORS = frozenset({"404", "error", "not-found", "notfound", "500", "403", "error404"})
FEED_ENDS = FEED_NAMES | {"xml", "json", "posts", "default", "summary", "full"}
PAGE_PARAMETERS = frozenset({"page", "pg", "paged", "pagenum", "offset", "start"})
DATE_PARAMETERS = frozenset({"m", "month", "year", "archive", "date"})
# What else a parameter says by its name alone.
PARAMETERS = {
    "feed": "feed",
    "tag": "listing:tag",
    "tags": "listing:tag",
    "label": "listing:tag",
    "cat": "listing:category",
    "category": "listing:category",
    "categories": "listing:category",
    "category_name": "listing:category",
    "author": "listing:author",
    "author_name": "listing:author",
    "cursor": "listing:page",
    "updated-max": "listing:page",
    "max-results": "listing:page",
    "before": "listing:page",
    "after": "listing:page",
}
