"""Given names in Latin letters: they tell which half of "Naylor, Peter" is the family."""

from __future__ import annotations

from kariz.localisation.text import fold
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.people.likeness.short_given_names import SHORT_AND_WHOLE

_NAMES = """
aaron abigail adam adrian agnes agnieszka aidan ailsa aisha ajay alan alasdair albert alex alexander alexandra alfred alice
alison alistair amanda amelia amit amy ana andre andrea andreas andrew andrzej angela anil anita anjali ann anna anne
annette anthony antonio anya archie arjun arthur asha ashok barbara barry bartosz beata beatrice ben benjamin bernard
beth bethany bill billy bob boris brenda brian bridget bruce bryan callum camilla carl carla carlos carmen carol caroline
catherine catriona cedric charles charlie charlotte chinedu chloe chris christian christina christine christopher
ciara claire clara clare claudia clive colin connor craig cristina daisy damian daniel daniela danielle darren dave david
dawn dean deborah debbie deepa deepak denise dennis derek diana diane diego dmitri dominic donald donna dorota dorothy
douglas duncan edith edward edwin eileen elaine eleanor elena elizabeth ella ellen ellie emeka emily emma enrique eric erik
esther ethan eva eve evelyn ewa faisal farah fatima fergus fiona florence frances francesca francesco francis frank fred
freda frederick freya gareth gary gavin gemma geoff geoffrey george georgia georgina gerald gerard gillian giovanni giulia
glen glenn gordon grace graeme graham greg gregory grzegorz gwen hamish hannah hans harriet harry harvey hazel heather heidi
helen helena henry hilary holly howard hugh hugo ian imran ines ingrid irene iris isaac isabel isabella isla iwona jack
jacek jackie jacob jacqueline jake jamal jan jane janet janice janina jasmine jason javier jay jean jeff jeffrey jennifer
jenny jeremy jess jessica jessie jill jim joan joanna joanne joe joel johan johann jonathan jorge jose joseph josh
joshua joyce
juan judith judy julia julian julie june justin kamal karen karl kasia kate katherine kathleen kathryn katie katy kay
keith kelly ken kenneth kenji kerry kevin khalid kieran kim kirsten kirsty krishna krzysztof kyle lakshmi lars laura lauren
laurence lawrence leah leanne lee lena leo leon leonard leslie lewis liam lily linda lindsay lisa lorna lorraine louis
louise lucas lucia lucy luis luke lydia lynn lynne maciej maggie magda magdalena malcolm manuel marcel marcin marco marcus
margaret maria marian marie marilyn mario marion marjorie marta martha martin martyn masha mateusz matt matthew maureen
maurice max maxine megan meera melanie melissa michal michelle miguel mike mila miriam mohamed mohammed moira molly mona
monica monika morag muhammad muriel nadia nancy naomi natalia natalie natasha neha neil niall nicholas nick nicola nicole
nigel nikhil nina noah noel nora norma norman ola olga olive oliver olivia omar oscar owen pablo paige pamela paola patricia
patrick paula pauline pavel pawel pedro penelope penny petra phil philip philippa phoebe pierre piotr pooja prakash
pradeep pramod priya rachel rahul rajesh raj ralph ramesh raymond rebecca rhys richard rick rita rob robert roberta roberto
robin rodney roger roisin ronald rory rosa rose rosemary rosie ross rowan roy rupert russell ruth ryan sabrina saira
sally sam samantha samir samuel sandra sanjay sarah scott sean sebastian sergei shane sharon shaun sheila shirley
siobhan sofia sonia sophia sophie stacey stan stanley stefan stella stephanie stephen steve steven stuart sue sunil sunita
suresh susan susanna suzanne sven sylvia tamara tania tanya tariq ted teresa terence terry tessa theo theresa thomas tim
timothy tina tobias toby tom tomasz tony tracey tracy trevor tricia una ursula valerie vanessa vera veronica vicky victor
victoria vijay vikram vincent viola violet vivian vivien wanda wayne wendy will william winifred wojciech xavier yasmin
yusuf yvette yvonne zainab zara zbigniew zoe zofia
abbas akbar akram ahmad ahmed ashkan arash arezoo azadeh babak bahar bahram behnam behzad bijan dariush elham elnaz farhad
farid farzad farzaneh fereshteh habib hamed hamid ibrahim javad kamran kaveh kian kourosh ladan laleh leila majid mahnaz
mahsa mansour masoud mehran mehrdad mina mitra mohsen mojtaba mona morteza mostafa nader narges nasim nasrin negar niloofar
nima omid parisa parviz payam pedram pooya ramin roya saeid saman samaneh samira sanaz sepideh shahin shahram shirin siamak
simin sina soheil soraya vahid yasaman zohreh
"""
IN_LATIN = frozenset(map(fold, _NAMES.split()))


def is_given(word: str) -> bool:
    """Is it a given name that is known, in either script, whole or short?"""
    own = fold(word)
    return own in GIVEN_NAMES or own in IN_LATIN or own in SHORT_AND_WHOLE
