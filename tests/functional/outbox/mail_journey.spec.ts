import { test } from '@japa/runner'
import { withEmptyTables } from '#tests/support/database'
import { testMailLinks, wholeLife, ZONE } from '#tests/support/mail_journey'
import { CLIENT } from '#tests/support/outbox'

/** `npm run test:long` opens each fifty times. */
testMailLinks(3)

test.group('The mails of a booking, from the request to the follow-up', (group) => {
  withEmptyTables(group)

  test('are these, to these people, at these times, over a change of the clocks', async ({
    assert,
  }) => {
    const { worker, shop, noon } = await wholeLife()
    const DAY = 24 * 60 * 60_000
    const HOUR = 60 * 60_000
    const told = worker.arrived.map(({ at, message }) => {
      const after = at.toMillis() - noon.toMillis()
      const to = message.recipients.includes(CLIENT.email) ? 'client' : 'owner'
      if (to === 'owner') assert.include(message.recipients, shop.user.email)
      return [to, message.subject.split(/[:,]/)[0], after < -2 * DAY ? 'at once' : after / HOUR]
    })
    assert.deepEqual(told, [
      ['client', 'Request received', 'at once'],
      ['owner', 'Action needed', 'at once'],
      ['client', 'Confirmed', 'at once'],
      ['client', 'New time', 'at once'],
      ['client', 'Reminder', -24],
      ['client', 'Reminder', -1],
      ['client', 'After your visit', 3],
    ])
    const dayBefore = worker.arrived[4].at.setZone(ZONE)
    assert.equal(dayBefore.day, noon.minus({ days: 1 }).day)
    assert.notEqual(dayBefore.hour, noon.hour, 'by elapsed time, over the change')
    const wall = noon.toFormat('HH:mm')
    assert.include(worker.arrived[4].message.text ?? '', wall, 'the business’s clock stands beside')
  })
})
