"""One reader, without a browser: what a browser says to Streamlit and is told, over the page's websocket."""

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's pieces of HTML after a question, and the seconds until its last card and until its end."""

    html: str
    cards_s: float
    whole_s: float


@dataclass(slots=True)
class Session:
    """A reader's open page at `address`; to be entered."""

    address: str
    _socket: ClientConnection = field(init=False)
    _box: str = field(init=False, default="")

    async def __aenter__(self) -> Self:
        """Open the page as a browser does: nothing is asked yet."""
        stream = f"ws://{urlsplit(self.address).netloc}/_stcore/stream"
        self._socket = await connect(
            stream,
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.address),
            max_size=None,  # a page of cards may be larger than the library takes by default
        )
        await self._run(ClientState())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the page."""
        await self._socket.close()

    async def ask(self, question: str) -> Answer:
        """Type `question` into the box and press Enter."""
        state = ClientState()
        state.widget_states.widgets.add(id=self._box, string_value=question)
        return await self._run(state)

    async def _run(self, state: ClientState) -> Answer:
        started = time.perf_counter()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        pieces: list[str] = []
        cards_s = 0.0
        while True:
            told = ForwardMsg()
            told.ParseFromString(await self._socket.recv())
            if told.WhichOneof("type") == "script_finished":
                return Answer("\n".join(pieces), cards_s, time.perf_counter() - started)
            element = told.delta.new_element
            if element.WhichOneof("type") == "text_input":
                self._box = element.text_input.id
            elif element.WhichOneof("type") == "html":
                pieces.append(element.html.body)
                if "<article" in element.html.body:
                    cards_s = time.perf_counter() - started
