"""Tokens, media and the few look-ups of members and of the application itself."""

from sandbox.files import StoredFile
from sandbox.model import Json
from sandbox.wecom.call import Call
from sandbox.wecom.corp import Corp
from sandbox.wecom.errors import WeComError
from sandbox.wecom.media import CORP

HERE = "127.0.0.1"


def gettoken(corp: Corp, call: Call) -> Json:
    if not call.query.get("corpid"):
        raise WeComError(41002)
    if not call.query.get("corpsecret"):
        raise WeComError(41004)
    return corp.tokens.give(call.query["corpid"], call.query["corpsecret"])


def upload(corp: Corp, call: Call) -> Json:
    return corp.media.take(CORP, call.query.get("type", ""), call.upload)


def download(corp: Corp, call: Call) -> StoredFile:
    """media/get."""
    if not call.query.get("media_id"):
        raise WeComError(41006)
    return corp.media.find(CORP, call.query["media_id"])


def user(corp: Corp, call: Call) -> Json:
    """user/get as an application made after 2022-06 sees it: no mobile, no mail, no picture."""
    userid = call.query.get("userid", "")
    if not userid:
        raise WeComError(41009)
    person = corp.member(userid)
    if person is None or person.member is None:
        raise WeComError(60111)
    member = person.member
    if not member.visible:
        raise WeComError(60011)
    return {
        "userid": member.userid,
        "name": person.name,
        "department": [member.department],
        "main_department": member.department,
        "position": person.note,
        "status": 1 if member.active else 4,
        "is_leader_in_dept": [0],
        "direct_leader": [],
        "extattr": {"attrs": []},
    }


def department_users(corp: Corp, call: Call) -> Json:
    """user/simplelist."""
    wanted = call.query.get("department_id", "")
    if not wanted.isdigit():
        raise WeComError(60003)
    members = [(person.name, person.member) for person in corp.reachable() if person.member]
    return {
        "userlist": [
            {"userid": member.userid, "name": name, "department": [member.department]}
            for name, member in members
            if member.department == int(wanted)
        ]
    }


def departments(corp: Corp, _call: Call) -> Json:
    """department/simplelist: the root, and whatever members are in."""
    others = {person.member.department for person in corp.reachable() if person.member} - {1}
    rows = [{"id": 1, "parentid": 0, "order": 100000000}]
    rows += [{"id": one, "parentid": 1, "order": 100000000 - one} for one in sorted(others)]
    return {"department_id": rows}


def agent(corp: Corp, call: Call) -> Json:
    """agent/get, for a program that looks whom it can reach before it starts."""
    if call.query.get("agentid") != str(corp.account.agent_id):
        raise WeComError(301002)
    users = [{"userid": person.member.userid} for person in corp.reachable() if person.member]
    return {
        "agentid": corp.account.agent_id,
        "name": corp.account.name,
        "allow_userinfos": {"user": users},
        "allow_partys": {"partyid": [] if corp.troubles.narrow_range else [1]},
        "allow_tags": {"tagid": []},
        "close": 0,
        "isreportenter": 1,
        "report_location_flag": 0,
    }


def addresses(_corp: Corp, _call: Call) -> Json:
    """getcallbackip and get_api_domain_ip: everything here is this machine."""
    return {"ip_list": [HERE]}
