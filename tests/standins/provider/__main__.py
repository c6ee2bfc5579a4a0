"""Run the stand-in: `python -m tests.standins.provider --port 4010 --control-port 4011 --config '{"seed": 7}'`."""

import argparse
import asyncio
import signal

from aiohttp import web

from tests.standins.provider.api import Api
from tests.standins.provider.callbacks import Callbacks
from tests.standins.provider.config import Config
from tests.standins.provider.control import Control
from tests.standins.provider.inbound import Inbound
from tests.standins.provider.listener import Listener
from tests.standins.provider.standin import Standin
from tests.standins.provider.webhooks import Webhooks


async def serve(port: int, control_port: int, config: Config) -> None:
    """Serve until SIGTERM or SIGINT."""
    standin = Standin(config)
    webhooks = Webhooks(standin)
    callbacks = Callbacks(standin, webhooks)
    listener = Listener(port, Api(standin, callbacks.follow).answer, standin.load)
    control = Control(standin, listener, Inbound(standin, webhooks), callbacks, webhooks)
    await listener.up()
    runner = web.AppRunner(control.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", control_port).start()
    await told_to_stop()
    listener.down()
    callbacks.cancel()
    await webhooks.close()
    await runner.cleanup()


async def told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="of the messaging API")
    parser.add_argument("--control-port", type=int, required=True, help="of the control")
    parser.add_argument("--config", type=Config.model_validate_json, default=Config(), help="JSON; see config.py")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.control_port, given.config))


if __name__ == "__main__":
    main()
