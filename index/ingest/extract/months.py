"""The names of months in the languages that most blogs are written in. A table, and how it is asked. Pure."""

# A line for each month, of the names that it has in English, German, French, Spanish, Portuguese, Italian,
# Dutch, the Nordic languages, Polish, Russian, Turkish and Czech, and their short forms.
_NAMES = """
january januar janvier enero janeiro gennaio januari stycznia января январь ocak ledna jan janv ene gen
february februar février fevrier febrero fevereiro febbraio februari lutego февраля şubat února feb févr fév
march märz mars marzo março marco maart marzec marca марта март mart března marts mar mär mrz mrt мар
april avril abril aprile kwietnia апреля апрель nisan dubna apr avr abr апр
may mai mayo maio maggio mei maj maja мая май mayıs května
june juni juin junio junho giugno czerwiec czerwca июня июнь haziran června jun giu июн
july juli juillet julio julho luglio lipiec lipca июля июль temmuz července jul juil lug июл
august août aout agosto augustus augusti sierpień sierpnia августа август ağustos srpna aug ago авг
september septembre septiembre setembro settembre września сентября eylül září sep sept set сен
october oktober octobre octubre outubro ottobre października октября ekim října oct okt ott out
november novembre noviembre novembro listopad listopada ноября ноябрь kasım listopadu nov ноя
december dezember décembre decembre diciembre dezembro dicembre desember grudnia декабря aralık dec dez déc
"""
# In Romanian, Ukrainian, Greek, Finnish, Hungarian, Catalan, Indonesian, Bulgarian, Arabic and Hebrew.
_FURTHER_NAMES = """
ianuarie січня січень ιανουαρίου ιαν tammikuuta január gener януари يناير ינואר בינואר
februarie лютого лютий φεβρουαρίου φεβ helmikuuta február febrer pebruari февруари فبراير פברואר בפברואר
martie березня березень μαρτίου μαρ maaliskuuta március març maret مارس מרץ במרץ
aprilie квітня квітень απριλίου απρ huhtikuuta április أبريل ابريل אפריל באפריל
травня травень μαΐου μαϊ toukokuuta május maig май مايو מאי במאי
iunie червня червень ιουνίου ιουν kesäkuuta június juny юни يونيو יוני ביוני
iulie липня липень ιουλίου ιουλ heinäkuuta július juliol юли يوليو יולי ביולי
серпня серпень αυγούστου αυγ elokuuta augusztus agost agustus أغسطس אוגוסט באוגוסט
septembrie вересня вересень σεπτεμβρίου σεπ syyskuuta szeptember септември سبتمبر ספטמבר בספטמבר
octombrie жовтня жовтень οκτωβρίου οκτ lokakuuta október октомври أكتوبر אוקטובר באוקטובר
noiembrie листопада листопад νοεμβρίου νοε marraskuuta ноември نوفمبر נובמבר בנובמבר
decembrie грудня грудень δεκεμβρίου δεκ joulukuuta декември ديسمبر דצמבר בדצמבר
"""
# Signs over their letters are no letters to `re`, so that no pattern for words finds them.
_THAI_NAMES = """
มกราคม ม.ค.
กุมภาพันธ์ ก.พ.
มีนาคม มี.ค.
เมษายน เม.ย.
พฤษภาคม พ.ค.
มิถุนายน มิ.ย.
กรกฎาคม ก.ค.
สิงหาคม ส.ค.
กันยายน ก.ย.
ตุลาคม ต.ค.
พฤศจิกายน พ.ย.
ธันวาคม ธ.ค.
"""
THAI_MONTHS = {
    name: number
    for number, line in enumerate(_THAI_NAMES.strip().splitlines(), start=1)
    for name in line.split()
}
_NUMBERS = {
    name.casefold(): number
    for names in (_NAMES, _FURTHER_NAMES)
    for number, line in enumerate(names.strip().splitlines(), start=1)
    for name in line.split()
}


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month or its short form; None for any other word.

    >>> month_number("März"), month_number("Sept."), month_number("Monday")
    (3, 9, None)
    """
    return _NUMBERS.get(name.casefold().rstrip("."))
