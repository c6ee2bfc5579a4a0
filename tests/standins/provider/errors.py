"""The provider's errors, as its API words them."""

import json
from functools import cache

from tests.standins.provider.http import Answer

BAD_REQUEST = 400

# The HTTP status and the message of each code. Codes that are not here are refused as a bad request.
ERRORS = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    21211: (BAD_REQUEST, "Invalid 'To' Phone Number"),
    21408: (BAD_REQUEST, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"),
    21602: (BAD_REQUEST, "Message body is required."),
    21603: (BAD_REQUEST, "A 'From' phone number is required."),
    21604: (BAD_REQUEST, "A 'To' phone number is required."),
    21606: (BAD_REQUEST, "The 'From' phone number provided is not a valid message-capable phone number"),
    21609: (BAD_REQUEST, "The 'StatusCallback' URL is not a valid URL."),
    21610: (BAD_REQUEST, "Attempt to send to unsubscribed recipient"),
    21611: (BAD_REQUEST, "This 'From' number has exceeded the maximum number of queued messages"),
    21612: (BAD_REQUEST, "The 'To' phone number is not currently reachable via SMS"),
    21614: (BAD_REQUEST, "'To' number is not a valid mobile number"),
    21617: (BAD_REQUEST, "The concatenated message body exceeds the 1600 character limit."),
    21701: (BAD_REQUEST, "The Messaging Service does not exist"),
    63038: (429, "Account exceeded the daily messages limit"),
}


@cache
def error(code: int) -> Answer:
    status, message = ERRORS.get(code, (BAD_REQUEST, f"Error {code}"))
    body = {
        "code": code,
        "message": message,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return Answer(status, json.dumps(body).encode())


def gateway_error(status: int) -> Answer:
    """What comes from in front of the API: it knows nothing of the API's codes, and is not JSON."""
    return Answer(status, f"<html><body>{status}</body></html>".encode(), content_type="text/html")
