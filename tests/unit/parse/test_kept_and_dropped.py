"""Facts without a name or a number, which have to stay, and advice, most of which has to go.

All sentences are our own. Each stands by itself between two paragraphs of a report, the facts in worse places, too.
"""

from itertools import pairwise

import pytest

from pipeline.parse.filler import find_filler
from pipeline.parse.sheet import Fates, Spot
from tests.unit.parse.pages import sheet

TITLE = "Agency bars Nimbus from its offices"
BEFORE = "The Norland transport agency has barred the assistant Nimbus from its offices since 10 July, Ines Roe said."
AFTER = "Nimbus is made by Lantern Loop of Tallinn, which has 40 customers in the public sector of Norland."

FACTS = (
    "The company declined to say how many accounts had been closed.",
    "The rule applies to contractors as well as to permanent staff.",
    "Employees were told to delete the app from their work phones by the end of the week.",
    "A spokesman for the ministry confirmed the order but would not give a reason.",
    "The ban does not cover private devices.",
    "Customers with a paid plan keep access until their contract ends.",
    "The regulator found that the app sent user data to servers abroad without consent.",
    "Whoever breaks the rule faces a warning first and dismissal afterwards.",
    "The memo does not say when the restriction will be lifted.",
    "Access through the cloud partner is not affected.",
    "Users in the affected regions see an error message when they try to log in.",
    "The court suspended the order until it has heard the vendor.",
    "The model is open and can still be run on the ministry's own machines.",
    "Exceptions need the approval of the head of information security.",
    "The vendor has appealed and calls the decision arbitrary.",
    "Students may use the tool at home but not in exams.",
    "Doctors must not enter patient names into the assistant.",
    "The bank has built an assistant of its own and asks staff to use that instead.",
    "Existing projects may go on until the end of the year.",
    "Several engineers had pasted source code into the chatbot, according to people familiar with the matter.",
    "The agency will review the measure after six months.",
    "The authority wants to know which data is used for training.",
    "Resellers that pass on access will lose their accounts.",
    "Subsidiaries in which the parent holds more than half of the shares are covered too.",
    "The union has asked for a list of the tools that remain allowed.",
    "The change follows a leak in spring.",
    "The company did not respond to a request for comment.",
    "Developers who already have a key can use it for another month.",
    "Teachers can apply for an exemption through the school office.",
    "The app was removed from the store overnight.",
    "The firm blocks the address at its firewall.",
    "The order takes effect immediately.",
    "Staff must use the in-house assistant for translations.",
    "The tool may still be used for public information.",
    "The service will be switched off for free accounts first.",
    "The employer says it wants to protect trade secrets.",
    "Those who have paid in advance get their money back.",
    "Lawmakers are expected to vote on the bill in autumn.",
    "The vendor blamed abuse by resellers.",
    "Members of the works council criticised the decision.",
    "The policy covers laptops, phones and tablets that belong to the university.",
    "Approval takes about two weeks.",
    "An internal list names the tools that are allowed.",
    "Managers have to sign off every use in client work.",
    "The prohibition extends to personal accounts on office networks.",
    "Companies that are controlled from an unsupported country are now excluded as well.",
    "Organisations with headquarters in the region lose access, wherever they are registered.",
    "Businesses majority-owned by entities from such regions can no longer buy licences.",
    "Teams that need the tool can ask for an exception in writing.",
    "The department gave agencies a month to report which devices carry the app.",
    "The hospital has switched the tool off for all wards.",
    "The measure does not affect students who use the library's computers.",
    "A judge has stayed the order while the appeal is heard.",
    "Users on the free plan lose the feature at the end of the month.",
    "The vendor says it will refund unused credits.",
    "Contractors have to remove the app before they connect to the network.",
    "The app can still be opened in a browser.",
    "Nobody has been dismissed so far.",
    "The ministry is testing a model of its own.",
    "Parents were informed by letter.",
    "The ban includes the desktop version and the browser extension.",
    "The firm will check compliance once a quarter.",
    "Researchers may apply for an exception if they work with public data.",
    "The police use a similar system, which is not affected.",
    "Two further agencies are considering the same step.",
    "Customers who log in from abroad see a notice and are sent to a help page.",
    "The rule had been discussed since autumn, according to minutes of the board.",
    "Teachers complained that they had not been consulted.",
    "The regulator wants an answer within three weeks.",
    "The supplier blamed a fault in its billing system.",
    "The company has not said whether former employees keep their accounts.",
    "Access is blocked by address and by payment card.",
    "The tool remains available to the research department.",
    "The order is based on the data protection act.",
    "Anyone who breaks the rule risks a written warning.",
    "The council will vote on the proposal next week.",
    "The restriction was first reported by a local newspaper.",
    "Pupils may bring printed answers, but not the device.",
    "Departments that depend on the tool have until spring to move.",
    "The bank allows the model inside its own cloud.",
)
ADVICE = (
    "No spreadsheet replaces a frank talk between the people who buy software and the people who use it.",
    "Schools and parents alike face the task of explaining to children why a favourite app is suddenly gone.",
    "Hospitals live and die by trust, and trust begins with knowing where patient data ends up.",
    "No spreadsheet can replace a frank talk between the people who buy software and the people who use it.",
    "Lawyers are well advised to read the fine print before a new assistant finds its way into client work.",
    "The smartest response is rarely the loudest one.",
    "It is tempting to shrug this off as somebody else's problem, yet the next headline could concern your own desk.",
    "Marketing departments, often the first to try new things, should double-check what they paste into a prompt.",
    "A short pause today can spare a long apology tomorrow.",
    "Boards want answers in plain language, so prepare a one-page summary before the question is asked.",
    "Employees notice when rules are made without them, and they remember it.",
    "Freelancers in particular ought to keep a second option within reach.",
    "Good governance is not about saying no; it is about knowing when to say yes.",
    "Change is the only constant in the world of technology.",
    "Every crisis carries within it the seed of an opportunity.",
    "Universities would be wise to revisit their guidelines at the start of each term.",
    "Ask yourself which of your tools you could not do without for a week.",
    "Keep backups, read the terms, and have a plan B.",
    "Trust is hard to win and easy to lose.",
    "Whatever your view on the matter, the debate about privacy is not going away any time soon.",
    "The coming months will show whether the industry has learned its lesson.",
    "For investors the takeaway is simple: regulatory risk belongs in every valuation model.",
    "Consumers should always be careful about the information they share online.",
    "Managers can set the tone by talking openly about what is allowed and what is not.",
    "In a market that never sleeps, standing still is not an option.",
    "A written inventory of tools, owners and renewal dates costs little and saves a great deal of stress.",
    "Teams that rehearse a switch once a year tend to sleep better.",
    "Developers love convenience, but convenience has a price.",
    "It remains to be seen how competitors will react.",
    "Balancing innovation with caution has become one of the defining tasks of modern leadership.",
    "Small agencies rarely have a legal department, which makes a simple checklist all the more valuable.",
    "Procurement should insist on exit clauses before signature, not after.",
    "Human resources can support the process with short, practical sessions instead of long manuals.",
    "The gap between policy and practice is where most incidents begin.",
    "Data is the new oil, and like oil it can spill.",
    "Public bodies carry a special responsibility towards the citizens they serve.",
    "Compliance officers will want to keep a record of who decided what, and why.",
    "A good rule of thumb is to treat every chatbot like a stranger on a train.",
    "Vendors come and go, but accountability stays with the customer.",
    "There is no one-size-fits-all answer, and every organization must find its own path.",
    "Staying flexible and informed is the best strategy in uncertain times.",
    "Readers who depend on these tools for their daily work should explore alternatives before they need them.",
    "Regular reviews, clear ownership and open communication are the cornerstones of a healthy security culture.",
    "Remote workers deserve clear guidance as well.",
    "With the right preparation, even disruptive news can become a catalyst for improvement.",
    "Now is a good moment to look at contracts, permissions and access rights.",
    "Insurance brokers may also wish to discuss the matter with their clients.",
    "Executives who ignore these signals do so at their own peril.",
    "This is a story about more than one app; it is about who controls the tools we work with.",
    "Digital sovereignty is no longer a buzzword but a boardroom topic.",
    "Innovation thrives where rules are clear.",
    "Customers reward honesty.",
    "Think of it as a fire drill for your software.",
    "Auditors appreciate evidence, and evidence starts with a dated note.",
    "The question every chief information officer should be asking is not whether such a thing could happen, but when.",
    "Start with the basics: know your data, know your users, know your vendors.",
    "In the end, people make the difference.",
    "We live in a time in which software decides what is possible.",
    "Nobody wants to be caught off guard.",
    "Experts agree that awareness is half the battle.",
    "Teachers, too, may feel the effects in their classrooms.",
    "Logistics firms, for instance, depend on tools that work around the clock.",
    "The key to success lies in preparation, communication and patience.",
    "Such episodes tend to widen the gap between careful and careless adopters.",
    "Partners and suppliers expect transparency, especially in turbulent times.",
    "Consider appointing one person who keeps the list of approved tools current.",
    "Landlords and tenants may not think of chatbots first, but both sides gain from clear house rules.",
    "A glossary pinned to the intranet answers half of the questions before they are asked.",
    "It helps to write down which data must never leave the house.",
    "Farm cooperatives, too, can draw a simple conclusion: never depend on a single tool.",
    "Museums have learned to live with change, and so will the rest of us.",
    "Anyone can sign a policy; living by it is the harder part.",
    "The best time to read a contract is before signing it.",
    "Sports clubs with volunteers rarely have time for such matters, so keep it short.",
    "Once habits are formed, they are difficult to break.",
    "Good tools come and go, but good judgement stays.",
    "Planning for failure is not pessimism, it is professionalism.",
    "Suppliers that communicate early keep their customers longest.",
    "Payroll departments handle some of the most sensitive data in any firm and should be involved from the start.",
    "A culture in which people dare to ask is worth more than any filter.",
    "Whether in a bank or a bakery, the principle stays the same.",
    "Do not wait for the perfect solution; start with a good one.",
    "Libraries can play an important part in teaching people how to use these systems responsibly.",
    "Every quarter brings a new headline, yet the fundamentals hardly change.",
    "Understanding the why behind a decision makes it easier to accept.",
    "If nothing else, the episode is a chance to tidy up old accounts.",
    "Journalists will no doubt keep asking questions, and so should you.",
    "Technology moves fast, regulation moves slowly, and most of us are stuck in between.",
    "Tourism boards that rely on automated texts might want to keep a human editor on call.",
    "Small teams have an advantage here because they can change direction quickly.",
    "Ethics committees often work in silence, yet their voice deserves to be heard.",
    "In short, look before you click.",
    "Nobody can predict what the next update will bring.",
    "A calm and factual note to all staff prevents rumours.",
    "Engineers tend to see the technical side, lawyers the legal one, and customers only the result.",
    "The more people depend on a service, the more careful its provider has to be.",
    "Sensible limits protect both the company and the people who work for it.",
    "Charities should make sure that donor data is treated with the same care as cash.",
    "Digital tools are here to stay, and so is the need to use them wisely.",
    "Make a list, check it twice, and share it with everyone who needs it.",
    "Competition keeps vendors honest, and choice keeps customers safe.",
    "It would be a mistake to believe that size offers protection.",
    "Growing firms often postpone such questions until it is too late.",
    "What looks like a detail today can become a problem tomorrow.",
    "Parents should talk with their children about what these programs can and cannot do.",
    "Sooner or later, every organisation has to answer the question of who is in charge.",
    "Risk managers can use the opportunity to refresh their catalogue of scenarios.",
    "Transparent rules create confidence, and confidence creates speed.",
    "As ever, the devil is in the detail.",
    "Customers do not read terms of service, but they do read the news.",
    "Healthy competition between tools benefits everybody in the long term.",
    "Building designers, accountants and florists have more in common than they think when it comes to data.",
    "A sound exit strategy belongs in every software contract.",
    "Mentors can help younger colleagues to find their way through the jungle of tools.",
    "For many households the matter may seem far away, but it is closer than it looks.",
    "Take the opportunity to thank the people who keep your systems running.",
)
GONE = 0.9  # share of the advice that has to go at least: it is a list of hard cases
REST = (
    "Roe had found drafts of two contracts on a server in Selmouth on 2 July.",
    "Lantern Loop told the agency on 4 July that a setting had been wrong since March.",
    "The agency had bought 300 seats for Nimbus, and 240 of them were in use.",
    "Its works council was told of the order on 9 July and had not been asked before.",
    "The transport minister, Tom Alder, learned of it from a newspaper on 11 July.",
    "Two other agencies in Norland had stopped using Nimbus in June.",
)
FILLER = (
    "Leaders should always remember that trust is the key to lasting success.",
    "Organisations need a clear strategy and should review their priorities regularly.",
    "In the end, good preparation makes all the difference for every team.",
    "Staying informed is more important than ever.",
)
OWN = {1, 3, 4, 5}  # where this filler stands on a mill


def on_a_report(*sentences: str) -> Fates:
    """What falls of a report with nothing else around these sentences."""
    return find_filler(sheet(BEFORE, *sentences, AFTER, title=TITLE))


def among_filler(sentence: str, *rest: str) -> Fates:
    """What falls of a mill with a sentence in its third paragraph, and the rest of the report at its end."""
    return find_filler(sheet(BEFORE, FILLER[0], sentence, *FILLER[1:], AFTER, *rest, title=TITLE))


@pytest.mark.parametrize("sentence", FACTS)
def test_facts_without_names_stay(sentence: str) -> None:
    assert not on_a_report(sentence)


@pytest.mark.parametrize("sentence", FACTS)
def test_facts_stay_among_filler(sentence: str) -> None:
    """Both where the filler stands beside a report, and where there is little else."""
    assert {spot.line for spot in among_filler(sentence, *REST)} == OWN
    assert {spot.line for spot in among_filler(sentence)} == OWN


@pytest.mark.parametrize("sentence", FACTS)
def test_facts_stay_below_headings_for_remarks_and_questions(sentence: str) -> None:
    for heading in ("# Conclusion", "# What does this mean for staff?"):
        assert Spot(2, 0) not in on_a_report(heading, sentence)


@pytest.mark.parametrize("sentence", FACTS)
def test_facts_stay_among_filler_below_a_heading_that_tells(sentence: str) -> None:
    found = find_filler(sheet(BEFORE, "# What happened", sentence, *FILLER, AFTER, title=TITLE))
    assert {spot.line for spot in found} == {3, 4, 5, 6}


@pytest.mark.parametrize("rest", [(), REST], ids=["a mill", "a mill with a report"])
def test_most_advice_goes_among_other_advice(rest: tuple[str, ...]) -> None:
    left = [sentence for sentence in ADVICE if Spot(2, 0) not in among_filler(sentence, *rest)]
    assert len(left) <= (1 - GONE) * len(ADVICE), left


def test_a_remark_or_two_in_a_report_are_style() -> None:
    """However general they are: on a page that is no content mill nothing goes on first sight."""
    assert [one for one in ADVICE if on_a_report(one)] == []
    assert [pair for pair in pairwise(ADVICE) if on_a_report(*pair)] == []
