import { bounceMark, envelopeIdOf } from '#services/bounces/bounce_mark'

interface Reported {
  messageId: string
  /** In place of that of the mail. */
  mark?: string
  to?: string
}

const crlf = (text: string) => text.replaceAll('\n', '\r\n')

const headersOf = ({
  messageId,
  mark = bounceMark(messageId),
  to = 'gone@client.example',
}: Reported) =>
  `From: Swim School Pro <bookings@shop.example>
To: Asha Patel <${to}>
Subject: Confirmed: Private lesson
Message-ID: ${messageId}
X-Bellhop-Mark: ${mark}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8`

/** As Postfix writes them (bounce(8), bounce(5)). */
export const postfix = (reported: Reported, { isDelay = false, hasEnvelopeId = false } = {}) => {
  const { messageId, mark = bounceMark(messageId), to = 'gone@client.example' } = reported
  const envelopeId = envelopeIdOf(messageId, mark)
  return crlf(`Return-Path: <>
Received: by mx.shop.example (Postfix)
	id 4BxFzq1Yz3; Tue, 13 Jan 2026 09:12:01 +0000 (UTC)
Date: Tue, 13 Jan 2026 09:12:01 +0000 (UTC)
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
Subject: ${isDelay ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender'}
To: bounces@shop.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4BxFzp0fKz2.1768295521/mx.shop.example"
Content-Transfer-Encoding: 8bit
Message-Id: <20260113091201.4BxFzq1Yz3@mx.shop.example>

This is a MIME-encapsulated message.

--4BxFzp0fKz2.1768295521/mx.shop.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host mx.shop.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${to}>: host mx.client.example[192.0.2.25] said: 550 5.1.1
    <${to}>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

--4BxFzp0fKz2.1768295521/mx.shop.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example
${hasEnvelopeId ? `Original-Envelope-Id: ${envelopeId}\n` : ''}X-Postfix-Queue-ID: 4BxFzp0fKz2
X-Postfix-Sender: rfc822; bounces@shop.example
Arrival-Date: Tue, 13 Jan 2026 09:12:00 +0000 (UTC)

Final-Recipient: rfc822; ${to}
Original-Recipient: rfc822;${to}
Action: ${isDelay ? 'delayed' : 'failed'}
Status: ${isDelay ? '4.4.1' : '5.1.1'}
Remote-MTA: dns; mx.client.example
Diagnostic-Code: smtp; ${isDelay ? '450 4.4.1' : '550 5.1.1'} <${to}>: Recipient address
    rejected: User unknown

--4BxFzp0fKz2.1768295521/mx.shop.example
Content-Description: ${hasEnvelopeId ? 'Undelivered Message' : 'Undelivered Message Headers'}
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Return-Path: <bounces@shop.example>
${hasEnvelopeId ? 'From: bookings@shop.example' : headersOf(reported)}

--4BxFzp0fKz2.1768295521/mx.shop.example--
`)
}

/** As Exim writes them (spec.txt, chapter 49): the status is vague, the other server's words are not. */
export const exim = (reported: Reported) => {
  const { to = 'gone@client.example' } = reported
  return crlf(`Return-path: <>
Envelope-to: bounces@shop.example
X-Failed-Recipients: ${to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.shop.example>
To: bounces@shop.example
References: ${reported.messageId}
Content-Type: multipart/report; report-type=delivery-status; boundary=1768295521-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1qX0Ab-0001Xy-2Z@mx.shop.example>
Date: Tue, 13 Jan 2026 09:12:01 +0000

--1768295521-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${to}
    host mx.client.example [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<${to}>:
    552 5.2.2 <${to}>: Mailbox is full

--1768295521-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mx.shop.example

Action: failed
Final-Recipient: rfc822;${to}
Status: 5.0.0
Remote-MTA: dns; mx.client.example
Diagnostic-Code: smtp; 552 5.2.2 <${to}>: Mailbox is full

--1768295521-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <bounces@shop.example>
Received: from bellhop by mx.shop.example with esmtp (Exim 4.98)
	id 1qX0Ab-0001Xw-1R
	for ${to};
	Tue, 13 Jan 2026 09:12:00 +0000
${headersOf(reported)}

Your lesson is confirmed.

--1768295521-eximdsn-1804289383--
`)
}

/** As Exchange writes them: names in other cases, HTML for people, a status of its own for who is not there. */
export const exchange = (reported: Reported) => {
  const { to = 'gone@client.example' } = reported
  return crlf(`From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>
To: <bounces@shop.example>
Date: Tue, 13 Jan 2026 09:12:02 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="59ff3a08-7a1c-4f24-9f0f-1d6e3a0c5b11"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <b0a2c7a8-52ab-4a3e-8a1b-90e2f2d3f3aa@client.example>
In-Reply-To: ${reported.messageId}
References: ${reported.messageId}
Subject: Undeliverable: Confirmed: Private lesson
Auto-Submitted: auto-replied
MIME-Version: 1.0

--59ff3a08-7a1c-4f24-9f0f-1d6e3a0c5b11
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="01fd2a7c-0b4c-4a4e-a2f9-5ce0a7c0d711"

--01fd2a7c-0b4c-4a4e-a2f9-5ce0a7c0d711
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message couldn't be delivered to ${to.replace('=', '=3D')}.

--01fd2a7c-0b4c-4a4e-a2f9-5ce0a7c0d711
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Your message couldn't be delivered.</p></body></html>

--01fd2a7c-0b4c-4a4e-a2f9-5ce0a7c0d711--

--59ff3a08-7a1c-4f24-9f0f-1d6e3a0c5b11
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR07MB1234.eurprd07.prod.outlook.com
Received-From-MTA: dns;mx.shop.example
Arrival-Date: Tue, 13 Jan 2026 09:12:01 +0000

Final-Recipient: rfc822;${to}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${to} not found by SMTP address lookup

--59ff3a08-7a1c-4f24-9f0f-1d6e3a0c5b11
Content-Type: message/rfc822

Received: from mx.shop.example (192.0.2.10) by
 AM0PR07MB1234.eurprd07.prod.outlook.com with Microsoft SMTP Server
${headersOf(reported).replace('X-Bellhop-Mark: ', 'X-Bellhop-Mark:\n ')}

Your lesson is confirmed.

--59ff3a08-7a1c-4f24-9f0f-1d6e3a0c5b11--
`)
}

/** As Gmail writes them: a related part with a picture ahead of the report. */
export const gmail = (reported: Reported) => {
  const { to = 'gone@client.example' } = reported
  return crlf(`Delivered-To: bounces@shop.example
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: bounces@shop.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: ${reported.messageId}
In-Reply-To: ${reported.messageId}
X-Failed-Recipients: ${to}
Message-ID: <69660b21.050a0220.1.GMR@mx.google.com>
Date: Tue, 13 Jan 2026 01:12:01 -0800 (PST)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="000000000000a1b2c3064"; report-type=delivery-status

--000000000000a1b2c3064
Content-Type: multipart/related; boundary="000000000000a1b2c4065"

--000000000000a1b2c4065
Content-Type: text/html; charset="UTF-8"

<html><body><b>Message blocked</b></body></html>

--000000000000a1b2c4065
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=

--000000000000a1b2c4065--

--000000000000a1b2c3064
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Tue, 13 Jan 2026 01:12:00 -0800 (PST)
X-Original-Message-ID: ${reported.messageId}

Final-Recipient: rfc822; ${to}
Action: failed
Status: 5.7.1
Remote-MTA: dns; mx.client.example. (192.0.2.25, the server for the domain client.example.)
Diagnostic-Code: smtp; 550-5.7.1 This message was blocked because its content presents
 550 5.7.1 a potential security issue.
Last-Attempt-Date: Tue, 13 Jan 2026 01:12:01 -0800 (PST)

--000000000000a1b2c3064
Content-Type: message/rfc822

DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=s1;
        h=to:subject; bh=abc=; b=def=
${headersOf(reported)}

----- Message truncated -----

--000000000000a1b2c3064--
`)
}
