# SPDX-License-Identifier: MIT
"""The far side: domains, where their mail exchangers are, and what these say. Replies are worded as real servers word them.

DOMAINS[domain] = {"mx": host, "ip": address,                    mx "." is a null MX (RFC 7505)
                   "greeting": reply, "mail": reply,             instead of 220 and 250
                   "rcpt": {local part: reply}, "data": {local part: reply},
                   "size": bytes, "extensions": [...]}           EHLO
A reply is its lines; several are joined as RFC 5321 4.2.1 says. {a} is the recipient, {ip} the client.
"""

SENDER = "sender.example"  # whose mails come back
DNS = "198.51.100.53"
CLIENT = "192.0.2.25"
HOST = "mx.mail.example"  # the server that makes the bounces

DOMAINS = {
    SENDER: {"mx": "mx.sender.example", "ip": "198.51.100.10"},
    "postfix.example": {
        "mx": "mx1.postfix.example", "ip": "198.51.100.11",
        "rcpt": {
            "unknown": ["550 5.1.1 <{a}>: Recipient address rejected: User unknown in virtual mailbox table"],
            "full": ["552 5.2.2 <{a}>: Recipient address rejected: Mailbox is full / Quota exceeded"],
            "grey": ["450 4.2.0 <{a}>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/postfix.example.html"],
            "relay": ["554 5.7.1 <{a}>: Relay access denied"],
            "ptr": ["550 5.7.25 Client host rejected: cannot find your hostname, [{ip}]"],
            "listed": ["554 5.7.1 Service unavailable; Client host [{ip}] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/{ip}"],
            "forged": ["550 5.1.8 <holly@sender.example>: Sender address rejected: Domain not found"],
            "disk": ["452 4.3.1 Insufficient system storage"],
        },
        "data": {
            "spam": ["554 5.7.0 Reject, id=12345-01 - SPAM"],
            "virus": ["554 5.7.0 Reject, id=12346-02 - INFECTED: Eicar-Signature"],
        },
    },
    "gmail.example": {
        "mx": "gmail-smtp-in.gmail.example", "ip": "198.51.100.12", "extensions": ["SMTPUTF8", "CHUNKING"],
        "rcpt": {
            "unknown": ["550-5.1.1 The email account that you tried to reach does not exist. Please try",
                        "550-5.1.1 double-checking the recipient's email address for typos or",
                        "550-5.1.1 unnecessary spaces. For more information, go to",
                        "550 5.1.1  https://support.google.com/mail/?p=NoSuchUser a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
            "full": ["552-5.2.2 The recipient's inbox is out of storage space. Please direct the",
                     "552-5.2.2 recipient to",
                     "552 5.2.2  https://support.google.com/mail/?p=OverQuotaPerm a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
            "disabled": ["550-5.2.1 The email account that you tried to reach is inactive. For more",
                         "550-5.2.1 information, go to",
                         "550 5.2.1  https://support.google.com/mail/?p=DisabledUser a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
        },
        "data": {
            "dmarc": ["550-5.7.26 Unauthenticated email from sender.example is not accepted due to",
                      "550-5.7.26 domain's DMARC policy. Please contact the administrator of",
                      "550-5.7.26 sender.example domain if this was a legitimate mail. To learn about the",
                      "550-5.7.26 DMARC initiative, go to",
                      "550 5.7.26  https://support.google.com/mail/?p=DmarcRejection a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
            "rate": ["421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating",
                     "421-4.7.28 from your IP address. To protect our users from spam, mail sent from",
                     "421-4.7.28 your IP address has been temporarily rate limited. For more",
                     "421-4.7.28 information, go to",
                     "421-4.7.28  https://support.google.com/mail/?p=UnsolicitedRateLimitError to",
                     "421 4.7.28 review our Bulk Email Senders Guidelines. a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
            "large": ["552-5.3.4 Your message exceeded Google's message size limits. For more information,",
                      "552-5.3.4 go to",
                      "552 5.3.4  https://support.google.com/mail/?p=MaxSizeError a640c23a62f3a-aa50b2f1b6bsi123456789a12.34 - gsmtp"],
        },
    },
    "office.example": {
        "mx": "office-example.mail.protection.office.example", "ip": "198.51.100.13",
        "rcpt": {
            "unknown": ["550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [AM7EUR03FT041.eop-EUR03.prod.protection.outlook.com 2026-11-25T10:00:00.000Z 08DE2B1A4C5D6E7F]"],
            "banned": ["550 5.7.606 Access denied, banned sending IP [{ip}]. To request removal from this list please visit https://sender.office.com/ and follow the directions. For more information please go to http://go.microsoft.com/fwlink/?LinkID=526655 AS(1430) [AM7EUR03FT041.eop-EUR03.prod.protection.outlook.com 2026-11-25T10:00:00.000Z 08DE2B1A4C5D6E7F]"],
        },
    },
    "godaddy.example": {
        "mx": "smtp.secureserver.godaddy.example", "ip": "198.51.100.14",
        "rcpt": {"unknown": ["550 5.1.1 <{a}> Recipient not found. <http://x.co/irbounce>"],
                 "hour": ["550 5.7.1 This IP has sent too many messages this hour. IB504 <http://x.co/srbounce>"]},
        "data": {"spam": ["552 5.7.1 This message has been rejected due to content judged to be spam by the internet community. IB212 <http://x.co/rlbounce>"]},
    },
    # Exim, and others that write no enhanced status codes.
    "exim.example": {
        "mx": "mail.exim.example", "ip": "198.51.100.15",
        "rcpt": {
            "unknown": ["550 No Such User Here"],
            "verify": ["550-Verification failed for <holly@sender.example>",
                       "550-No Such User Here",
                       "550 Sender verify failed"],
        },
        "data": {
            "virus": ["550 This message contains a virus or other harmful content (Win.Test.EICAR_HDB-1)"],
            "attachment": ["550 This message contains an attachment of a type which we do not accept (.exe)"],
        },
    },
    "strict.example": {"mx": "mx.strict.example", "ip": "198.51.100.16",
                       "mail": ["553 5.1.8 <holly@sender.example>... Domain of sender address holly@sender.example does not exist"]},
    "blocked.example": {"mx": "mx.blocked.example", "ip": "198.51.100.17",
                        "greeting": ["554-mx.blocked.example",
                                     "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means."]},
    "small.example": {"mx": "mx.small.example", "ip": "198.51.100.18", "size": 3000},
    "busy.example": {"mx": "mx.busy.example", "ip": "198.51.100.19",
                     "greeting": ["421 4.3.2 mx.busy.example Service not available, too many connections from {ip}"]},
    "drop.example": {"mx": "mx.drop.example", "ip": "198.51.100.20", "greeting": []},  # hangs up without a word
    "refused.example": {"mx": "mx.refused.example", "ip": "198.51.100.98"},  # nothing listens there
    "down.example": {"mx": "mx.down.example", "ip": "198.51.100.99"},  # no such machine
    "nullmx.example": {"mx": ".", "ip": None},
    "strayed.example": {"mx": "mx.nowhere.example", "ip": None},  # its exchanger does not exist
    "dnsfault.example": {"mx": None, "ip": None},  # SERVFAIL
}

# What is sent: name -> (recipients, options). subject: as in the header; raw: bytes in it; big: bytes of body; type: Content-Type.
SENDS = {
    "unknown": (["unknown@postfix.example"], {}),
    "unknown-gmail": (["unknown@gmail.example"], {}),
    "unknown-office": (["unknown@office.example"], {}),
    "unknown-godaddy": (["unknown@godaddy.example"], {}),
    "unknown-bare": (["unknown@exim.example"], {}),
    "full": (["full@postfix.example"], {}),
    "full-gmail": (["full@gmail.example"], {}),
    "disabled": (["disabled@gmail.example"], {}),
    "large": (["large@gmail.example"], {}),
    "small": (["x@small.example"], {"big": 6000}),
    "sender": (["x@strict.example"], {}),
    "forged": (["forged@postfix.example"], {}),
    "verify": (["verify@exim.example"], {}),
    "spam": (["spam@postfix.example"], {}),
    "spam-godaddy": (["spam@godaddy.example"], {}),
    "virus": (["virus@postfix.example"], {}),
    "virus-bare": (["virus@exim.example"], {}),
    "attachment": (["attachment@exim.example"], {}),
    "dmarc": (["dmarc@gmail.example"], {}),
    "relay": (["relay@postfix.example"], {}),
    "ptr": (["ptr@postfix.example"], {}),
    "listed": (["listed@postfix.example"], {}),
    "banned": (["banned@office.example"], {}),
    "blocked": (["x@blocked.example"], {}),
    "hour": (["hour@godaddy.example"], {}),
    "rate": (["rate@gmail.example"], {}),
    "grey": (["grey@postfix.example"], {}),
    "disk": (["disk@postfix.example"], {}),
    "busy": (["x@busy.example"], {}),
    "drop": (["x@drop.example"], {}),
    "refused": (["x@refused.example"], {}),
    "down": (["x@down.example"], {}),
    "nodomain": (["x@nowhere.example"], {}),
    "strayed": (["x@strayed.example"], {}),
    "nullmx": (["x@nullmx.example"], {}),
    "dnsfault": (["x@dnsfault.example"], {}),
    "several": (["unknown@postfix.example", "full@gmail.example", "fine@postfix.example", "x@nowhere.example",
                 "unknown@exim.example"], {}),
    "swedish": (["unknown@postfix.example"], {"subject": "=?utf-8?Q?Sm=C3=B6rg=C3=A5s_p=C3=A5_=C3=84ngen?="}),
    "japanese": (["full@gmail.example"], {"subject": "=?ISO-2022-JP?B?GyRCJCpDTiRpJDsbKEI=?="}),
    "eightbit": (["unknown@exim.example"], {"raw": "Räksmörgås från Åsa".encode()}),
    "local": (["nobody-here@mail.example"], {}),
    "localfull": (["tiny@mail.example"], {"big": 6000}),
}

# What particular programs refuse; each script names those that it sends.
LOCAL = {
    "sieve-reject": (["blocker@mail.example"], {}),
    "sieve-ereject": (["refuser@mail.example"], {}),
    "sieve-vacation": (["away@mail.example"], {}),
    "lda-full": (["tiny@mail.example"], {"big": 6000}),
    "list-members": (["club@mail.example"], {}),
    "list-large": (["news@mail.example"], {"big": 6000}),
    "list-rule": (["board@mail.example"], {}),
    "list-held": (["team@mail.example"], {}),
    "list-unknown": (["no-such-list@mail.example"], {}),
    "program": (["program@mail.example"], {}),
    "forward": (["forward@mail.example"], {}),
    "filter-virus": (["fine@mail.example"], {"body": "PRETENDED-VIRUS\n"}),
    "filter-banned": (["fine@mail.example"], {"type": 'application/octet-stream; name="invoice.exe"'}),
    "filter-header": (["fine@mail.example"], {"raw": "Räksmörgås".encode("latin-1")}),
}
