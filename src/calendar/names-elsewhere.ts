/**
 * The names of weekdays from Monday and of months from January in languages other than English, each list in lower case,
 * long and short. Of Unicode's CLDR, by Node's `Intl`, which takes a fifth of a second for all of them.
 */
export const NAMES_ELSEWHERE: readonly (readonly string[])[] = [
  // German
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  'mo di mi do fr sa so',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'jan feb mär apr mai jun jul aug sep okt nov dez',
  // French
  'lundi mardi mercredi jeudi vendredi samedi dimanche',
  'lun mar mer jeu ven sam dim',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'janv févr mars avr mai juin juil août sept oct nov déc',
  // Spanish
  'lunes martes miércoles jueves viernes sábado domingo',
  'lun mar mié jue vie sáb dom',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'ene feb mar abr may jun jul ago sept oct nov dic',
  // Italian
  'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  'lun mar mer gio ven sab dom',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'gen feb mar apr mag giu lug ago set ott nov dic',
  // Portuguese
  'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  'seg ter qua qui sex sáb dom',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'jan fev mar abr mai jun jul ago set out nov dez',
  // Dutch
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'ma di wo do vr za zo',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'jan feb mrt apr mei jun jul aug sep okt nov dec',
  // Swedish
  'måndag tisdag onsdag torsdag fredag lördag söndag',
  'mån tis ons tors fre lör sön',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'jan feb mars apr maj juni juli aug sep okt nov dec',
  // Danish
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'man tirs ons tors fre lør søn',
  'januar februar marts april maj juni juli august september oktober november december',
  'jan feb mar apr maj jun jul aug sep okt nov dec',
  // Norwegian
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'man tir ons tor fre lør søn',
  'januar februar mars april mai juni juli august september oktober november desember',
  'jan feb mar apr mai jun jul aug sep okt nov des',
  // Finnish
  'maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai',
  'ma ti ke to pe la su',
  'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu',
  'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu',
  // Polish
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  'pon wt śr czw pt sob niedz',
  'styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień',
  'sty lut mar kwi maj cze lip sie wrz paź lis gru',
  // Czech
  'pondělí úterý středa čtvrtek pátek sobota neděle',
  'po út st čt pá so ne',
  'leden únor březen duben květen červen červenec srpen září říjen listopad prosinec',
  'led úno bře dub kvě čvn čvc srp zář říj lis pro',
  // Turkish
  'pazartesi salı çarşamba perşembe cuma cumartesi pazar',
  'pzt sal çar per cum cmt paz',
  'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  'oca şub mar nis may haz tem ağu eyl eki kas ara',
  // Russian
  'понедельник вторник среда четверг пятница суббота воскресенье',
  'пн вт ср чт пт сб вс',
  'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
  'янв февр март апр май июнь июль авг сент окт нояб дек',
  // Japanese
  '月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日',
  '月 火 水 木 金 土 日',
  '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
  // Chinese
  '星期一 星期二 星期三 星期四 星期五 星期六 星期日',
  '周一 周二 周三 周四 周五 周六 周日',
  '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月',
  '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
].map((names) => names.split(' '));
