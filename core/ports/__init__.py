"""What the core needs of the world. ``storage`` implements the repositories.

All methods run inside one transaction that the desk commits when the use case returns. Repositories
take and give core values, never rows. Lists come in a stable order, said in the docstring or by id.
"""

from core.ports.bulletins import Bulletins, Editions
from core.ports.delivery import Gates, Handles, Outbox
from core.ports.figures import Figures
from core.ports.files import Attachments, Files
from core.ports.inbox import Inbox, RawUpdate, Received
from core.ports.milestones import Contacts, Requests
from core.ports.office import Audit, Dialogues, Settings
from core.ports.people import People
from core.ports.problems import Problems
from core.ports.roster import Groups, Projects, Uploads
from core.ports.rounds import Reports, Rounds, Sentences
from core.ports.scoring import Cases, Excuses, Previews, TargetPlans
from core.ports.work import Desk, UnitOfWork
from core.ports.world import Chat, Clock, Wake

__all__ = [
    "Attachments",
    "Audit",
    "Bulletins",
    "Cases",
    "Chat",
    "Clock",
    "Contacts",
    "Desk",
    "Dialogues",
    "Editions",
    "Excuses",
    "Figures",
    "Files",
    "Gates",
    "Groups",
    "Handles",
    "Inbox",
    "Outbox",
    "People",
    "Previews",
    "Problems",
    "Projects",
    "RawUpdate",
    "Received",
    "Reports",
    "Requests",
    "Rounds",
    "Sentences",
    "Settings",
    "TargetPlans",
    "UnitOfWork",
    "Uploads",
    "Wake",
]
