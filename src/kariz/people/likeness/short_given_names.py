"""Given names that are one: short for the other ("Bob", "Robert"; «ممد», «محمد»), or spelt otherwise ("Stephen",
"Steven"). Ours, from common use; who has one of them may well be called by the other."""

from __future__ import annotations

from collections import defaultdict

from kariz.localisation.text import fold

_ONE = """
abigail abby abbie gail
abraham abe bram
aidan aiden aodhan
alan allan allen al
albert al bert bertie
alexander alex alec sandy xander sasha al
alexandra alex alexa sandra sandy lexi
alfred alf alfie fred
alice allie ally
alison allison ali ally
amanda mandy
andrew andy drew andreas
angela angie ange
ann anne anna annie nan
anthony antony tony ant
antonia toni
arthur art artie
barbara barb barbie babs
barnaby barney
barry baz
bartholomew bart
benjamin ben benny benji
bernadette bernie
bernard bernie
beverley beverly bev
bradley brad
brendan brendon
bridget brid bridie biddy
brian bryan brien
caitlin kate katie
carol carole caroline
caroline carolyn carrie caz
catherine katherine kathryn cathryn catharine katharine kathrine kate katie kathy cathy kat kit kitty kay
cecilia cecily celia
charles charlie chuck chas chaz
charlotte charlie lottie
christine christina kristina kristine chris chrissie tina kris
christopher chris kit topher kris
christian chris
clifford cliff
clive cliff
colin col
colm colum
connor conor con
cornelius con neil
cynthia cindy
daniel dan danny
danielle dani
darren daz
david dave davy davey dai
deborah debra deb debbie debby
dennis denis den denny
derek derrick del
desmond des
diana diane di
dominic dominick dom nick
donald don donnie
donal don
dorothy dot dottie dolly
douglas doug dougie
edmund eddie ed ned ted
edward ed eddie ned ted teddy ward
edwin ed eddie
eileen aileen
eleanor elinor ellie nell nora
elizabeth elisabeth liz lizzie beth betty betsy eliza lisa libby liza bess lily
ellen ellie nell
emily em emmy emilie
emma em
eoin owen eoghan
eric erik
ernest ernie
eugene gene
evelyn eve evie
fergus ferg
fiona fi
florence flo florrie
frances fran franny francie
francis frank francie fran
franklin frank
frederick frederic fred freddie freddy
gabriel gabe
gabrielle gabby
gareth gaz
gary garry gaz
gavin gav
geoffrey jeffrey geoff jeff
george geordie
gerald gerry jerry ged
gerard gerry ger ged
geraldine ger gerry
gillian jillian gill jill
gordon gord
graham graeme grahame
gregory greg gregor
gwendolyn gwen
harold harry hal
harriet hattie
harrison harry
heather heath
helen helena nell
henry harry hank hal
herbert herb bert
howard howie
hubert bert
hugh hughie huw
ian iain
ignatius iggy
imelda mel
isaac ike zac
isabel isabelle isabella isobel izzy bella belle
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem seamus
jane jayne janie
janet jan
janice jan
jeanette jean
jennifer jen jenny jenni
jeremiah jerry miah
jeremy jez jem jerry
jerome jerry
jessica jess jessie
jillian jill
joan joanie
joanne joanna jo
john jon johnny jack
jonathan jonathon jon jonny
joseph joe joey jos
josephine jo josie
joshua josh
judith judy judi
julian jules
julia julie jules
karen kaz
kathleen kathlyn kath kathy kay kate
kenneth ken kenny
kevin kev
kimberly kimberley kim
kristen kirsten kris
laurence lawrence larry laurie loz
laura laurie
leonard len lenny leo
leopold leo
leslie lesley les
lewis louis lew lou louie
lillian lilian lily lil
linda lynda lin lyn lynn lynne
louise lou
lucas luca
lucy lucie lucinda
madeleine madeline maddie maddy
magnus mags
malcolm mal
marcus mark marc
margaret maggie meg peggy marge margie mags maggy greta rita daisy
maria marie mary
marian marion
mark marc
martin marty mart
martha marty
mary molly polly mamie maire
matilda tilly mattie
matthew mathew matt mat matty
maureen mo
maurice mo
maximilian max
maxwell max
melanie mel
melissa mel missy lissa
melvin mel
michael micheal mike mick mickey mikey micky mikael
michelle michele shell mich
miranda mandy
mitchell mitch
miriam mim
morris mo
nancy nan
natalie nathalie nat
natasha nat tasha
nathan nat nate
nathaniel nat nate
neil neal niall
nicholas nicolas nick nicky nico
nicola nicole nicky nikki
noel noelle
nora norah
norman norm
oliver ollie olly
olivia liv livvy
oscar ossie
pamela pam pammy
patricia pat patsy trish tricia trisha patty
patrick pat paddy padraig padraic
paul pauly pol
pauline paula
penelope penny pen
peter pete peadar
philip phillip phil pip
phyllis phyl
priscilla cilla
quentin quinn
rachel rachael rach
ralph rafe
randall randy
raymond ray
rebecca rebekah becky beck becca bex
reginald reg reggie
richard rich richie rick ricky dick dickie ritchie
robert rob robbie bob bobby bert rab
roberta bobbie
roderick rod rory
rodney rod
roland rollo rolly
ronald ron ronnie
rosemary rose rosie
rosalind ros roz
rose rosie
roy roi
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
sebastian seb bas
sean shaun shawn
sheila sheelagh sile
sidney sydney sid syd
siobhan shiv siv
simon si
solomon sol
sophie sophia soph
stacey stacy
stanley stan
stephanie steph stef steffi
stephen steven steve stevie ste stefan
stuart stewart stu
susan suzanne susanna susannah sue suzy susie
sylvester syl
sylvia silvia
tabitha tabby
terence terrence terry tel
teresa theresa therese terri tess tessa
thaddeus tad
theodore theo ted teddy
thomas tom tommy tommo
timothy tim timmy
tobias toby
tracey tracy trace
valerie val
vanessa nessa
veronica ronnie vera
victor vic
victoria vicky vicki vikki tori
vincent vince vinny vin
virginia ginny
vivian vivienne viv
walter walt wally
wendy wen
wesley wes
wilfred wilf
william will bill billy willie willy liam wm
winifred winnie
yvonne von
zachary zac zach zack
abdullah abdulla abdallah
aditya adi
ahmed ahmad ahmet
aleksandr alexander sasha
amir ameer emir
ashok ash
deepak deepu
fatima fatemeh fatimah
giovanni gianni john
giuseppe beppe joe
hassan hasan
hossein hussein hosein husain hussain hossain
ibrahim ebrahim ibraheem
ismail esmail esmaeil ismael
jose joe pepe
juan john
khalid khaled
krishnamurthy krishna kris
krzysztof kris chris
lakshmi laxmi
malgorzata gosia
manoj manu
mehdi mahdi mahdy
mohammad mohamad mohammed mohamed muhammad muhammed mohd mo
mostafa mustafa mustapha
nikhil nik
omar omer umar
pawel paul
piotr peter
pradeep pradip
priyanka priya
rajesh raj raju
rajiv rajeev raj
rajendra rajinder raj
ramesh ram
ravindra ravi ravindran
sandeep sandip sandy
sanjay san jay
saeed said saeid
srinivas srini
subramaniam subramanian subbu mani
suresh sur suri
tomasz tom tomek
venkatesh venkat
vijay vj jay
vikram vik vicky
yusuf yousef youssef yosef joseph
zahra zara zahraa
محمد ممد
محمدرضا ممرضا
محمدعلی ممدعلی
محمدحسین ممدحسین
ابراهیم ابی
اسماعیل اسی اسمعیل
غلامرضا غلام
غلامحسین غلام
غلامعلی غلام
عبدالله عبدل عبداله
عبدالرضا عبدل
عبدالحسین عبدل
فریدون فری
فریبرز فری
فریبا فری
فرهاد فری
فاطمه فاطی
زهرا زری
معصومه مصی
سولماز سولی
منصوره منی
منیژه منی
مصطفی مصی مصطفا
مرتضی مرتضا
مجتبی مجتبا
موسی موسا
عیسی عیسا
یحیی یحیا
کبری کبرا
لیلی لیلا
صغری صغرا
هدی هدا
کامران کامی
کامبیز کامی
سیامک سیا
سیاوش سیا سیاووش
داریوش داریوس
رحمان عبدالرحمان رحمن
رحیم عبدالرحیم
کریم عبدالکریم
داود داوود
اسحاق اسحق
پروانه پری
پروین پری
پریسا پری
هوشنگ هوشی
تقی محمدتقی
نقی محمدنقی
"""
_MEANT: dict[str, set[int]] = defaultdict(set)
for _row, _line in enumerate(_ONE.strip().splitlines()):
    for _name in _line.split():
        _MEANT[fold(_name)].add(_row)
SHORT_AND_WHOLE = frozenset(_MEANT)


def are_one(one: str, other: str) -> bool:
    """Are two given names, folded, one name in two forms? Each form of a name is another form of it."""
    return one != other and not _MEANT.get(one, set()).isdisjoint(_MEANT.get(other, set()))
