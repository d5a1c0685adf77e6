import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { REPORT_OTHER } from '#services/bounces/delivery_report'
import { TEXT_CAUSES } from '#services/sms/sms_answer'
import { BOUNCE_CAUSES, bouncesIn } from '#services/sendgrid_events'
import { bounceOf, eventOf } from '#tests/support/sendgrid_events'

const causeOf = (event: unknown) => bouncesIn([event]).at(0)?.cause

test.group('What SendGrid tells of a mail', () => {
  test('{event} with {status} {type} {filed} {reason} means {cause}')
    .with([
      { event: 'bounce', status: '5.1.1', cause: 'no_address' },
      { event: 'bounce', status: '5.0.0', filed: 'Invalid Address', cause: 'no_address' },
      { event: 'bounce', type: 'bounce', status: '5.0.0', cause: 'no_address' },
      { event: 'bounce', status: '5.2.2', cause: 'mailbox_full' },
      { event: 'bounce', type: 'blocked', status: '4.2.2', cause: 'mailbox_full' },
      { event: 'bounce', type: 'blocked', status: '5.7.1', cause: 'turned_away' },
      {
        event: 'bounce',
        type: 'blocked',
        filed: 'Reputation',
        status: '5.0.0',
        cause: 'turned_away',
      },
      { event: 'bounce', type: 'blocked', status: '5.4.4', cause: 'unreachable' },
      { event: 'bounce', type: 'blocked', filed: 'Unclassified', cause: 'unreachable' },
      { event: 'bounce', type: 'blocked', status: '5.6.0', cause: 'turned_away' },
      { event: 'dropped', reason: 'Bounced Address', cause: 'suppressed' },
      { event: 'dropped', reason: 'Unsubscribed Address', cause: 'suppressed' },
      { event: 'dropped', reason: 'Spam Reporting Address', cause: 'suppressed' },
      { event: 'dropped', reason: 'Invalid', cause: 'no_address' },
      { event: 'dropped', reason: 'Recipient List over Package Quota', cause: 'quota' },
      { event: 'dropped', reason: 'Invalid SMTPAPI header', cause: 'other' },
      { event: 'spamreport', cause: 'reported' },
    ])
    .run(({ assert }, { event, cause, filed, ...more }) => {
      assert.equal(causeOf(eventOf('id', event, { ...more, bounce_classification: filed })), cause)
    })

  test('{$self} is no bounce')
    .with(['processed', 'deferred', 'delivered', 'open', 'click', 'unsubscribe', 'not_known_yet'])
    .run(({ assert }, event) => {
      assert.isUndefined(causeOf(eventOf('id', event)))
    })

  test('what it does not understand leaves the rest as it is', ({ assert }) => {
    const strange = [
      null,
      7,
      'bounce',
      [],
      {},
      { event: 'bounce' },
      { sg_message_id: 4, event: 'bounce' },
    ]
    const long = bounceOf('x'.repeat(300))
    const odd = bounceOf('second', { status: 5, reason: null, type: { a: 1 } })
    assert.lengthOf(bouncesIn([...strange, bounceOf('first'), long, odd]), 2)
  })

  test('knows a mail by the beginning of its id, the longest first', ({ assert }) => {
    const [{ transportIds }] = bouncesIn([
      bounceOf('old', { sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0' }),
    ])
    assert.include(transportIds, '14c5d75ce93.dfd.64b469')
    assert.deepEqual(transportIds.slice(-2), ['14c5d75ce93.dfd', '14c5d75ce93'])
  })

  test('every cause has words of its own', async ({ assert }) => {
    const file = await readFile(app.makePath('resources/lang/en/owner/notifications.json'), 'utf8')
    assert.sameMembers(Object.keys(JSON.parse(file).messages.bounce), [
      ...BOUNCE_CAUSES,
      ...TEXT_CAUSES,
      REPORT_OTHER,
    ])
  })
})
