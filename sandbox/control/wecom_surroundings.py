"""WeCom from the outside: its account, callback address, troubles, counters, losses and records."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control.reading import body_of, required, wecom_of
from sandbox.errors import Refused
from sandbox.model import Json
from sandbox.wecom.corp import Corp
from sandbox.wecom.courier import Delivery


async def show(request: Request) -> JSONResponse:
    """Who the application is and where it is told; the secrets are in ``WeComAccount``."""
    corp = wecom_of(request)
    account = corp.account
    return JSONResponse(
        {
            "api_url": f"{request.base_url}wecom",
            "corp_id": account.corp_id,
            "agent_id": account.agent_id,
            "name": account.name,
            "callback": corp.courier.url,
            "menu": corp.menu,
            "tokens": {"asked": corp.tokens.asked, "wrong": corp.tokens.wrong},
        }
    )


async def set_callback(request: Request) -> JSONResponse:
    """As in the console: the address must answer the check first, unless ``verify`` is false."""
    body, corp = await body_of(request), wecom_of(request)
    url = str(required(body, "url"))
    if url and body.get("verify", True):
        await corp.courier.verify(url)
    else:
        corp.courier.url = url
    corp.world.changed("wecom")
    return JSONResponse({"url": corp.courier.url})


async def callbacks(request: Request) -> JSONResponse:
    """Every callback numbered above ``since``: its tries, its state, what the passive answer did."""
    since = int(request.query_params.get("since") or 0)
    told = wecom_of(request).courier.deliveries
    return JSONResponse([delivery.summary() for delivery in told if delivery.number > since])


async def raw(request: Request) -> JSONResponse:
    """Any inner XML as a callback, sealed and signed in the proper way."""
    body, corp = await body_of(request), wecom_of(request)
    delivery = Delivery(0, 0, "raw", "")
    corp.courier.post(delivery, str(required(body, "xml")), lambda _delivery, _content: "")
    return JSONResponse({"update_id": delivery.number})


async def show_faults(request: Request) -> JSONResponse:
    return JSONResponse(wecom_of(request).troubles.summary())


async def change_faults(request: Request) -> JSONResponse:
    corp = wecom_of(request)
    corp.troubles.change(await body_of(request))
    corp.feed.tell("faults")
    return JSONResponse(corp.troubles.summary())


async def end_token(request: Request) -> JSONResponse:
    """``{"how": "expire"}`` makes the tokens 42001, ``{"how": "revoke"}`` 40014."""
    body, corp = await body_of(request), wecom_of(request)
    how = required(body, "how")
    if how not in ("expire", "revoke"):
        raise Refused(400, "how 应为 expire 或 revoke")
    (corp.tokens.expire if how == "expire" else corp.tokens.revoke)()
    return JSONResponse({"asked": corp.tokens.asked})


async def counters(request: Request) -> JSONResponse:
    return JSONResponse(wecom_of(request).meters.summary())


async def reset_counters(request: Request) -> JSONResponse:
    corp = wecom_of(request)
    corp.meters.reset()
    corp.meters.losses.clear()
    return JSONResponse(corp.meters.summary())


async def losses(request: Request) -> JSONResponse:
    """What was answered with 0 and never shown, and why."""
    return JSONResponse([asdict(loss) for loss in wecom_of(request).meters.losses])


async def recalled(request: Request) -> JSONResponse:
    corp = wecom_of(request)
    gone = [sent for sent in corp.sent.values() if sent.recalled]
    return JSONResponse([_recalled(corp, sent.msgid) for sent in gone])


def _recalled(corp: Corp, msgid: str) -> Json:
    sent = corp.sent[msgid]
    copies = [corp.copy(sent, userid) for userid in sent.copies]
    text = next((message.text for message in copies if message is not None), "")
    return {"msgid": msgid, "userids": list(sent.copies), "text": text}


async def show_log(request: Request) -> JSONResponse:
    query = request.query_params
    calls = wecom_of(request).calls
    return JSONResponse(calls.since(int(query.get("since") or 0), query.get("method")))


async def clear_log(request: Request) -> JSONResponse:
    wecom_of(request).calls.clear()
    return JSONResponse({"cleared": True})


ROUTES = [
    Route("/sandbox/wecom", show, methods=["GET"]),
    Route("/sandbox/wecom/callback", set_callback, methods=["POST"]),
    Route("/sandbox/wecom/callbacks", callbacks, methods=["GET"]),
    Route("/sandbox/wecom/raw", raw, methods=["POST"]),
    Route("/sandbox/wecom/faults", show_faults, methods=["GET"]),
    Route("/sandbox/wecom/faults", change_faults, methods=["POST"]),
    Route("/sandbox/wecom/token", end_token, methods=["POST"]),
    Route("/sandbox/wecom/counters", counters, methods=["GET"]),
    Route("/sandbox/wecom/counters", reset_counters, methods=["DELETE"]),
    Route("/sandbox/wecom/losses", losses, methods=["GET"]),
    Route("/sandbox/wecom/recalled", recalled, methods=["GET"]),
    Route("/sandbox/wecom/log", show_log, methods=["GET"]),
    Route("/sandbox/wecom/log", clear_log, methods=["DELETE"]),
]
