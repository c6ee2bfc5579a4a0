"""What engines call: events, OpenLineage, pings. Answered before Flask, which answers only what is refused."""
