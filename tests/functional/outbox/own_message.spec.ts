import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import {
  type EnquirySubject,
  enquirySubject,
  message,
  type MessageType,
  previewsOf,
  register,
} from '#messages'
import { business } from '#messages/samples'
import { byClient } from '#models/by'
import Enquiry from '#models/enquiries/enquiry'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { owe, oweNotifications } from '#outbox'
import { inTransaction } from '#transactions'
import { withEmptyTables } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { joinAs, openShopByRequest, place } from '#tests/support/requests'

const sample = new Enquiry().merge({
  ...{ id: 1, businessId: 1, clientName: 'Priya Shah', clientEmail: 'priya@client.example' },
  ...{ clientTimeZone: 'Europe/London', clientLocale: 'en-GB', message: 'Anything on Sunday?' },
})
sample.$setRelated('business', business)

/** Nobody has answered an enquiry for days: told to who wrote it, and to owners and admins. */
const enquiryWaits = message<EnquirySubject, 'enquiry_waits'>({
  type: 'enquiry_waits',
  subject: enquirySubject,
  staff: 'in_charge',
  reasonToDrop: ({ enquiry }) => (enquiry.answeredAt === null ? null : 'enquiry_answered'),
  mail: {
    client: {
      content: ({ enquiry }) => ({
        subject: 'We have not forgotten you',
        status: { text: 'Not answered yet', tone: 'wait' },
        heading: `${enquiry.business.name} will answer`,
        time: null,
        quote: { label: 'You wrote', text: enquiry.message },
        facts: [],
      }),
      samples: [{ title: 'Enquiry waits, to the client', about: { enquiry: sample } }],
    },
    staff: {
      content: ({ enquiry }, to) => ({
        subject: `${enquiry.clientName} waits for an answer`,
        status: { text: 'Not answered yet', tone: 'wait' },
        heading: `${to.name}, somebody waits`,
        time: null,
        facts: [],
      }),
      samples: [{ title: 'Enquiry waits, to the business', about: { enquiry: sample } }],
    },
  },
  inApp: {
    says: ({ enquirer }) => `${enquirer} still waits`,
    leadsTo: () => ({ route: 'owner.enquiries.index' }),
  },
})

/** A request was looked at; whom it is for and where they find it stands here alone. */
const requestSeen = message<unknown, 'request_seen'>({
  type: 'request_seen',
  staff: 'host',
  inApp: { says: () => 'Somebody looks at it', leadsTo: () => null },
})

async function oweTo(enquiry: Enquiry, described = enquiryWaits) {
  const { businessId, id } = enquiry
  const subject = { type: 'enquiry' as const, id }
  return inTransaction((trx) =>
    owe(trx, described, { businessId, subject, by: byClient('the-request') })
  )
}

test.group('A message of its own', (group) => {
  withEmptyTables(group)
  group.each.setup(() => register(enquiryWaits))

  test('goes out by mail and on screen, whoever it is for', async ({ client, assert }) => {
    const shop = await openShop()
    const enquiry = await writtenTo(shop.business.id)
    const owed = await oweTo(enquiry)
    assert.lengthOf(owed, 2)
    assert.isEmpty(await oweTo(enquiry), 'twice is once')

    for (const { notificationId } of owed) {
      assert.equal(await new DeliverNotification().handle({ notificationId }), 'sent')
    }
    const to = (address: string) =>
      MailboxMessage.query().whereLike('recipients', `%${address}%`).firstOrFail()
    const toClient = await to('ines@client.example')
    const toOwner = await to(shop.user.email)
    assert.equal(toClient.subject, 'We have not forgotten you')
    assert.include(toClient.text ?? '', enquiry.message)
    assert.equal(toOwner.subject, 'Ines Canaryname waits for an answer')

    const page = await client.get('/admin/notifications').loginAs(shop.user)
    page.assertTextIncludes('Ines Canaryname still waits')
    const entry = await Notification.findByOrFail({ channel: 'in_app', type: 'enquiry_waits' })
    const read = await client
      .post(`/admin/notifications/${entry.id}/reading`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    read.assertHeader('location', '/admin/enquiries')
  })

  test('is not sent once it no longer holds', async ({ assert }) => {
    const shop = await openShop()
    const enquiry = await writtenTo(shop.business.id)
    const [{ notificationId }] = await oweTo(enquiry)
    await Enquiry.query().where('id', enquiry.id).update({ answered_at: new Date() })
    assert.equal(await new DeliverNotification().handle({ notificationId }), 'dropped')
    const { lastError } = await Notification.findOrFail(notificationId)
    assert.equal(lastError, 'enquiry_answered')
  })

  test('goes out on the one channel that has words for it', async ({ assert }) => {
    const shop = await openShop()
    const enquiry = await writtenTo(shop.business.id)
    const { mail, inApp } = enquiryWaits
    const onlyMails = { ...enquiryWaits, inApp: undefined, mail: { staff: mail?.staff } }
    const onlyShows = { ...enquiryWaits, mail: undefined, inApp }
    for (const [described, channel] of [
      [onlyMails, 'mail'],
      [onlyShows, 'in_app'],
    ] as const) {
      await Notification.query().delete()
      await oweTo(enquiry, described)
      const owed = await Notification.all()
      assert.deepEqual(
        owed.map((each) => [each.userId, each.channel]),
        [[shop.user.id, channel]]
      )
    }
  })

  test('of a booking goes to whom its entry names, on the channel that it has', async ({
    assert,
  }) => {
    const takeAway = register(requestSeen)
    try {
      const shop = await openShopByRequest()
      const host = await joinAs('staff', shop.business)
      await shop.hosts[0].merge({ userId: host.id }).save()
      const booking = await place(shop)
      await Notification.query().delete()
      const happened = { booking, type: 'request_seen' as MessageType, by: byClient('a-request') }
      assert.isEmpty(await inTransaction((trx) => oweNotifications(trx, happened)))
      const owed = await Notification.all()
      assert.sameDeepMembers(
        owed.map((each) => [each.userId, each.channel]),
        [
          [shop.user.id, 'in_app'],
          [host.id, 'in_app'],
        ]
      )
    } finally {
      takeAway()
    }
  })

  test('is previewed with its samples', async ({ assert }) => {
    const texts: string[] = []
    for (const preview of previewsOf(enquiryWaits)) {
      const mail = preview.mail()
      await mail.buildWithContents()
      texts.push(String(mail.message.toObject().message.subject))
    }
    assert.deepEqual(texts, ['We have not forgotten you', 'Priya Shah waits for an answer'])
  })
})
