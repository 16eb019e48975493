"""What the sample's people, companies and deals are called in English. All made up; the telephone numbers are
among those that the regulator keeps free for stories."""

from .words import Sold, Strength, Words, several

ENGLISH = Words(
    men=several(
        "James | Daniel | Michael | Thomas | David | Martin | Peter | Robert | Andrew | Simon | Paul | "
        "Mark | Stephen | Adam | Owen | Luke | Henry | George | Oscar | Leon | Victor | Samuel | Noah | "
        "Felix"
    ),
    women=several(
        "Anna | Emma | Laura | Sarah | Claire | Helen | Julia | Rachel | Sophie | Maria | Nina | Alice | "
        "Grace | Hannah | Eva | Ruth | Diana | Olivia | Nora | Clara | Irene | Amelia"
    ),
    families=several(
        "Miller | Cooper | Bennett | Hughes | Fischer | Novak | Rossi | Larsen | Murphy | Carter | Brooks "
        "| Turner | Morgan | Reed | Walsh | Schmidt | Keller | Lindqvist | Moreau | Silva | Costa | "
        "Jensen | Harper | Doyle | Foster | Grant | Hayes | Ibsen | Jordan | Kerr | Lambert | Mason | "
        "Nolan | Osborne | Perry"
    ),
    company_words=several(
        "Northfield | Ashford | Brightwater | Calder | Dunmore | Eastgate | Fairview | Glenrock | Harbour "
        "| Ironbridge | Juniper | Kestrel | Lakeside | Meridian | Newbury | Oakhurst | Pinecrest | Quarry "
        "| Ridgeway | Silverton | Thornbury | Upland | Valley | Westbrook | Yarrow | Alder | Beacon | "
        "Copper | Driftwood | Elmwood | Foxglove | Granite | Hazel | Ivory | Larkspur | Marble | Orchard "
        "| Pioneer"
    ),
    second_words=several(
        "Foods | Logistics | Plastics | Chemicals | Packaging | Builders | Ceramics | Electronics | "
        "Pharma | Energy | Textiles | Dairy | Machinery | Timber | Steel | Farms | Hotels | Properties | "
        "Breweries | Waterworks"
    ),
    industries=several(
        "Construction | Food and drink | Healthcare | Agriculture | Chemicals | Automotive | Information "
        "technology | Transport | Packaging | Ceramics | Energy | Retail"
    ),
    cities=several(
        "London | London | London | Manchester | Birmingham | Leeds | Bristol | Glasgow | Edinburgh | "
        "Cardiff | Liverpool | Sheffield | Newcastle | Nottingham | Leicester | Belfast"
    ),
    positions={
        "decision_maker": (
            "Managing director",
            "Chief executive",
            "Owner",
        ),
        "economic_buyer": (
            "Finance director",
            "Head of finance",
        ),
        "champion": (
            "Production manager",
            "Technical manager",
            "Operations manager",
        ),
        "user": (
            "Site supervisor",
            "Production engineer",
        ),
        "technical_judge": (
            "Head of engineering",
            "Senior engineer",
        ),
        "legal": ("Head of legal",),
    },
    products=(
        Sold("Centrifugal pump, series 50", "PS-50", 850_000_000, 4_200, 4, 5),
        Sold("Submersible pump, series 20", "PS-20", 420_000_000, 2_100, 6, 6),
        Sold("Smart control panel", "CP-1", 1_200_000_000, 6_000, 2, 4),
        Sold("Complete pumping station", "EP-9", 9_500_000_000, 47_000, 1, 2),
        Sold("Remote monitoring system", "RM-3", 2_300_000_000, 11_500, 1, 3),
        Sold("Yearly maintenance contract", "MC-12", 600_000_000, 3_000, 1, 5),
        Sold("Installation and start-up", "IN-1", 350_000_000, 1_750, 1, 4),
    ),
    purposes=several(
        "Pumping station | New production line | Farm irrigation | Water treatment | Residential tower | "
        "Second factory | Yearly maintenance | Remote monitoring | Expansion | Cold store pumps | Fire "
        "protection | Greenhouse"
    ),
    hurdles=(
        ("budget", "The budget is closed until the end of the quarter"),
        ("decision", "The managing director is travelling and takes no meetings"),
        ("competitor", "They have a cheaper offer from a competitor"),
        ("timing", "No decision before the new year"),
        ("product", "They need ATEX certification"),
        ("legal", "The purchasing committee has to agree"),
    ),
    sellers=(
        Strength("Sarah Miller", (1.15, 1.05, 1.25), 0.85, 1.2),
        Strength("Daniel Hughes", (0.95, 1.2, 0.9), 1.0, 1.1),
        Strength("Nina Larsen", (1.25, 0.95, 1.0), 0.9, 1.2),
        Strength("Peter Walsh", (0.8, 0.9, 1.15), 1.25, 0.9),
        Strength("Adam Reed", (1.05, 0.75, 0.8), 1.3, 0.8),
        Strength("Helen Brooks", (1.0, 1.15, 1.05), 0.95, 1.0),
    ),
    company_form="{first} {second}",
    deal_form="{purpose}, {company}",
    short_prefix="",
    landline="+44 20 7946 0###",
    mobile="+44 7700 900###",
)
