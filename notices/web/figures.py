"""The web process's figures, for Prometheus."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from notices import clock
from notices.database import Database
from notices.site.reader import Reader
from notices.site.site import Site
from notices.web.delivery_figures import DeliveryFigures


class _SiteFigures:
    def __init__(self, site: Site, reader: Reader) -> None:
        self.site, self.reader = site, reader

    def collect(self) -> Iterable[Metric]:
        site, age = self.site, clock.now() - self.site.confirmed_at
        yield CounterMetricFamily(
            "driftinformation_site_reads", "Public pages given by this process", self.reader.reads
        )
        yield GaugeMetricFamily(
            "driftinformation_site_age_seconds", "Since the database last confirmed the site", age.total_seconds()
        )
        yield GaugeMetricFamily(
            "driftinformation_site_stale", "1 while the database cannot be reached", float(site.stale)
        )
        yield GaugeMetricFamily(
            "driftinformation_site_position", "The site's position in the log of changes", site.snapshot.position
        )
        yield GaugeMetricFamily("driftinformation_notices_published", "Published notices", len(site.snapshot.notices))
        yield GaugeMetricFamily(
            "driftinformation_notices_ongoing", "Notices of what goes on now", len(site.board.ongoing)
        )


def registry(site: Site, reader: Reader, database: Database) -> CollectorRegistry:
    """A registry of this application's own, so that two in one process do not collide."""
    figures = CollectorRegistry()
    ProcessCollector(registry=figures)
    figures.register(_SiteFigures(site, reader))
    figures.register(DeliveryFigures(database, clock.now))
    return figures
