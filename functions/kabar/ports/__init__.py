"""What the services need of the world outside. The adapters of kabar.adapters are the real ones."""

from kabar.ports.inbox import Desk, Inbox, Upload
from kabar.ports.index import Conflict, Table
from kabar.ports.queues import Again, Alarms, Announcements, Arrivals, Pages, Purges, Scheduler
from kabar.ports.site import AtOnce, Edge, Glance, Manifest, SiteBucket, Written
from kabar.ports.surroundings import Clock, Imaging, Pause
from kabar.ports.telling import Answered, Bus, Got, Reader, Secret, Unanswered, Web

__all__ = [
    "Again",
    "Alarms",
    "Announcements",
    "Answered",
    "Arrivals",
    "AtOnce",
    "Bus",
    "Clock",
    "Conflict",
    "Desk",
    "Edge",
    "Glance",
    "Got",
    "Imaging",
    "Inbox",
    "Manifest",
    "Pages",
    "Pause",
    "Purges",
    "Reader",
    "Scheduler",
    "Secret",
    "SiteBucket",
    "Table",
    "Unanswered",
    "Upload",
    "Web",
    "Written",
]
