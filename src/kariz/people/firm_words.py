"""Words of companies' names that say where they are, or what they do, not who they are."""

from __future__ import annotations

from kariz.localisation.text import fold

_CITIES = """
تهران کرج قزوین مشهد اصفهان شیراز تبریز قم یزد رشت اراک ساوه اهواز کرمان کرمانشاه ارومیه همدان زنجان اردبیل سنندج
بندرعباس بوشهر ساری گرگان بابل آمل قائمشهر سمنان شاهرود خرمآباد بروجرد ایلام یاسوج شهرکرد بیرجند بجنورد زاهدان
نیشابور سبزوار کاشان رفسنجان سیرجان مراغه خوی میاندوآب دزفول آبادان خرمشهر ماهشهر عسلویه کیش قشم چابهار ورامین
اسلامشهر شهریار ملارد پردیس دماوند رودهن هشتگرد نظرآباد لاهیجان لنگرود انزلی رامسر چالوس نوشهر نور ملایر نجفآباد
شاهینشهر خمینیشهر بم جیرفت مرودشت جهرم فسا لار بافق میبد اردکان تاکستان آبیک خراسان گیلان مازندران
گلستان خوزستان آذربایجان کردستان لرستان هرمزگان سیستان
tehran karaj isfahan shiraz tabriz mashhad
"""
CITIES = frozenset(map(fold, _CITIES.split()))
_KINDS = """
صنایع صنعت صنعتی صنایعی گروه کارخانه کارخانجات کارگاه تولید تولیدی تولیدات بازرگانی بازرگان تجارت تجاری پخش توزیع
فروش فروشگاه فروشگاههای زنجیره زنجیرهای مجتمع مجموعه مرکز موسسه سازمان دفتر خدمات خدماتی فنی مهندسی مهندسین مشاور
طراحی اجرا ساختمان ساختمانی پیمانکاری عمران عمرانی راهسازی انبوه سازان ساخت ساز ساخته محصولات مواد فراورده
فراوردههای فرآوردههای غذا غذایی خوراک خوراکی کشت کشاورزی باغداری دام دامی طیور دامداری مرغ مرغداری دامپروری شیلات
ابزیان لبنیات لبنی شیر پنیر بستنی گوشت پروتئین پروتئینی کنسرو ماکارونی ارد نان قند شکر شیرینی شکلات بیسکویت ویفر
قهوه چای ادویه ادویهجات حبوبات برنج خشکبار اجیل زعفران خرما پسته عسل روغن نباتی نوشیدنی نوشابه اب معدنی شیمی
شیمیایی پتروشیمی پالایش پالایشگاه نفت گاز نیرو برق رنگ رزین پلاستیک پلیمر لاستیک کود سم شوینده بهداشتی ارایشی
ارایش بهداشت سلولزی کاغذ کاغذسازی کارتن چوب مبلمان دارو دارویی داروسازی درمانی پزشکی تجهیزات ازمایشگاه ازمایشگاهی
بیمارستان درمانگاه کلینیک فولاد فولادی اهن الومینیوم مس سرب روی فلز فلزی فلزات ذوب نورد ریختهگری معدن معدنی سنگ
سیمان گچ بتن کاشی سرامیک شیشه چینی نساجی ریسندگی بافندگی پوشاک چرم کفش خودروسازی قطعات ماشین ماشینسازی
ماشینالات ابزار لوله پروفیل کابل کابلسازی الکترونیک الکتریک مخابرات رایانه رایانهای نرمافزار نرمافزاری فناوری
اطلاعات ارتباطات حمل نقل باربری ترابری لجستیک گمرکی ترخیص بستهبندی بسته بندی چاپ نشر تبلیغات بازیافت پسماند ضایعات
دندانپزشکی دندانسازی دندان ایمپلنت دنتال لابراتوار مطب تخصصی فوقتخصصی رادیولوژی فیزیوتراپی چشمپزشکی زیبایی دامپزشکی شبانهروزی
دانشگاه دانشکده مدرسه اموزشگاه هتل رستوران بیمه بانک شهرداری اداره تعاونی برادران پسران شرکا حاج
foods food industries industrial industry trading trade manufacturing engineering technologies technology
solutions systems services products international chemicals chemical pharma pharmaceuticals dairy steel cement
plastics packaging logistics transport construction electronics software
"""
KINDS = frozenset(map(fold, _KINDS.split()))
_BRANCHES = "شعبه نمایندگی دفتر مرکزی کارخانه انبار واحد سایت فاز branch office plant warehouse site"
BRANCHES = frozenset(map(fold, _BRANCHES.split()))
_CALLED_BY = """
بیمه بانک هتل رستوران کلینیک بیمارستان درمانگاه داروخانه دانشگاه مدرسه شهرداری اداره تعاونی پتروشیمی پالایشگاه فروشگاه
برادران پسران حاج
"""
CALLED_BY = frozenset(map(fold, _CALLED_BY.split()))
"""What firms of one name are told apart by: «آسیا» need not be «بیمه آسیا», nor somebody the shop of that name."""
_ENGLISH_CALLED_BY = """
the hotel hotels restaurant restaurants rest pizzeria cafe coffee bar grill pub gastropub inn lodge catering caterers bakery
bakers deli kitchen kitchens bistro brewery distillery spa resort guesthouse hostel butchers pharmacy clinic
"""
ENGLISH_CALLED_BY = frozenset(map(fold, _ENGLISH_CALLED_BY.split()))
"""The same in English, where they stand behind: "Erne Waters" is "Erne Waters Hotel" where nobody else is called so."""
_SAY_ONE = """
دندانپزشکی دنتال دندان، کلینیک درمانگاه، تخصصی فوقتخصصی، آزمایشگاه آزمایشگاهی، صنعت صنایع صنعتی صنایعی، کارخانه کارخانجات،
تولید تولیدی تولیدات، بازرگانی بازرگان تجارت تجاری، فروشگاه فروشگاههای، زنجیره زنجیرهای، خدمات خدماتی، مهندسی مهندسین،
ساختمان ساختمانی، عمران عمرانی، فراورده فراوردههای، غذا غذایی خوراک خوراکی، دام دامی دامداری دامپروری، مرغ مرغداری،
لبنیات لبنی، پروتئین پروتئینی، معدن معدنی، شیمی شیمیایی، آرایش آرایشی، بهداشت بهداشتی، دارو دارویی داروسازی، فولاد فولادی،
فلز فلزی فلزات، کاغذ کاغذسازی، کابل کابلسازی، ماشین ماشینسازی، رایانه رایانهای، نرمافزار نرمافزاری،
foods food، industries industrial industry، trading trade، technologies technology، chemicals chemical،
pharma pharmaceuticals، شرق شرقی، غرب غربی، شمال شمالی، جنوب جنوبی، یک یکم
"""
_GROUPS = [[fold(word) for word in group.split()] for group in _SAY_ONE.split("،")]
ONE_WORD = {word: group[0] for group in _GROUPS for word in group}
"""Words that say one thing in several ways, each with the one that stands for them."""
_TREATMENTS = """
دندانپزشکی ایمپلنت رادیولوژی فیزیوتراپی چشمپزشکی دامپزشکی زیبایی تخصصی شبانهروزی درمانی پزشکی آزمایشگاه
"""
TREATMENTS = frozenset(map(fold, _TREATMENTS.split()))
"""Who has one of these in the name is a clinic, whether it says so or not."""
CLINIC = fold("کلینیک")
_PLACES = """
شرق شرقی غرب غربی شمال شمالی جنوب جنوبی مرکزی یک دو سه چهار پنج اول دوم سوم چهارم پنجم یکم
north south east west central one two three first second third northern southern eastern western
"""
PLACES = frozenset(map(fold, _PLACES.split())) | CITIES
"""Words that tell firms of one name, or branches of one firm, apart."""
NUMBER_MARKS = frozenset(map(fold, ("ش", "شماره", "شعبه", "no", "branch")))
"""What stands before the number of a branch: «ش ۲», «شماره ۲» and «شعبه ۲» are one."""
