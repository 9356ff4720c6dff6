"""What sites say around a post in other languages than English. Tables of patterns for whole lines. Pure.

In German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish, Russian, Turkish, Japanese, Chinese
and Korean, as far as the systems say it that most blogs are written with.
"""

_OTHER_POSTS = (
    r"(?:ähnliche|weitere|verwandte|letzte|neueste|beliebte) (?:beiträge|artikel|posts)|mehr zum thema"
    r"|das (?:könnte|dürfte) (?:dich|sie|euch) (?:auch|ebenfalls) interessieren|auch interessant"
    r"|articles? (?:similaires?|liés?|récents?|connexes?)|(?:à )?lire aussi"
    r"|(?:ça|cela) pourrait (?:aussi )?vous (?:plaire|intéresser)|vous (?:aimerez|pourriez) aussi.{0,20}"
    r"|(?:entradas|artículos|publicaciones) (?:relacionad[ao]s|recientes|similares)|lee también"
    r"|(?:también )?te (?:puede|podría) interesar"
    r"|(?:artigos|posts|postagens|publicações) (?:relacionad[ao]s|recentes|semelhantes)|leia também"
    r"|você também pode gostar.{0,20}"
    r"|(?:articoli|post) (?:correlati|recenti|simili)|leggi anche"
    r"|(?:ti )?potrebbe(?:ro)? (?:anche )?interessarti(?: anche)?"
    r"|(?:gerelateerde|vergelijkbare|recente) (?:berichten|artikelen)|lees ook"
    r"|(?:relaterade|liknande|senaste) (?:inlägg|artiklar)|läs också"
    r"|(?:podobne|powiązane|ostatnie) (?:wpisy|artykuły|posty)|(?:zobacz|przeczytaj) (?:także|też|również)"
    r"|(?:похожие|другие|последние) (?:записи|статьи|посты|материалы)|(?:читайте|смотрите) (?:также|ещё|еще)"
    r"|ilgili (?:yazılar|içerikler)|benzer yazılar"
    r"|関連記事|最新記事|人気記事|おすすめ記事|関連投稿|あわせて読みたい"
    r"|相关(?:文章|阅读|推荐)|相關(?:文章|閱讀)|推荐阅读|推薦閱讀|延伸閱讀|延伸阅读|最新文章"
    r"|관련 ?(?:글|기사|포스트)"
)
_COMMENTS = (
    r"schreiben?(?: sie)? (?:einen|deinen) kommentar.{0,20}"
    r"|kommentar (?:schreiben|hinterlassen|verfassen)|(?:\d+ )?kommentare"
    r"|(?:laisser|poster) un commentaire|(?:\d+ )?commentaires"
    r"|dej(?:a|ar) (?:un comentario|una respuesta).{0,20}|(?:\d+ )?comentarios"
    r"|deixe (?:um comentário|uma resposta).{0,20}|(?:\d+ )?comentários"
    r"|lascia un commento.{0,20}|(?:\d+ )?commenti"
    r"|(?:geef|laat) een reactie.{0,20}|(?:\d+ )?reacties"
    r"|lämna (?:ett svar|en kommentar).{0,20}"
    r"|dodaj komentarz.{0,20}|(?:\d+ )?komentarze"
    r"|(?:добавить|оставить|написать) комментарий.{0,20}|комментарии(?: \(?\d+\)?)?"
    r"|bir (?:cevap|yorum) yaz(?:ın)?.{0,20}"
    r"|コメント(?:を(?:残す|書く|する))?|トラックバック"
    r"|评论|發表(?:迴響|留言)|发表(?:评论|回复)|댓글(?: ?쓰기)?"
)
_SHARE = (
    r"(?:teilen|partager|compartir|compartilhe|compartilhar|condividi|delen|dela|udostępnij|поделиться|paylaş)"
    r"(?: (?:auf|mit|sur|en|no|su|op|med|на|в|cet article|isso|esto|con|via|per)\b.{0,40})?"
    r"|(?:diesen )?(?:beitrag|artikel) teilen|シェア(?:する)?|分享(?:到.{0,10})?|공유하기"
)
# Over a section that is not the post's.
SIDE_HEADINGS = f"{_OTHER_POSTS}|{_COMMENTS}|{_SHARE}"

_OVER_A_FORM = (
    r"(?:(?:deine|ihre) e-mail-adresse wird nicht veröffentlicht|votre adresse e-?mail ne sera pas publiée"
    r"|tu dirección de correo electrónico no será publicada|o seu endereço de e-?mail não será publicado"
    r"|il tuo indirizzo email non sarà pubblicato|je e-mailadres wordt niet (?:gepubliceerd|getoond)"
    r"|din e-postadress kommer inte publiceras|ваш (?:адрес )?e-?mail не будет опубликован)\b.*"
)
_TIMES_READ = r"(?:просмотр(?:ов|ы)|aufrufe|zugriffe|vues|lecturas|visitas|visualizações)\s*:\s*\d[\d., ]*"
_READ_TIME = (
    r"(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd"
    r"|lästid|czas czytania|время чтения|okuma süresi)\s*:?\s*(?:ca\.? )?\d{1,3} ?[^\W\d]{1,10}\.?"
    r"|\d{1,3} (?:min(?:uten|utes|utos|uti)?\.? (?:lesezeit|de lecture|de lectura|di lettura|de leitura"
    r"|leestijd)|мин(?:\.|ут[аы]?)? (?:чтения|на чтение))"
)
# A line that stands alone is the site's.
SITE_LINES = rf"{_OVER_A_FORM}|{_TIMES_READ}|{_READ_TIME}|(?:{_SHARE})\s?:"
