import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { calendarValue } from '#tests/support/calendar_file'
import { withGlobalTransaction } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, place } from '#tests/support/requests'

test.group('A booking in calendars', (group) => {
  withGlobalTransaction(group)

  test('is known by where it was booked, wherever that moves', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await deliverAll()
    assert.equal(booking.eventUid, `${booking.calendarUid}@localhost`)
    await db.from('bookings').update({ calendar_host: 'old.example' })
    const uid = `${booking.calendarUid}@old.example`
    await move(booking, START.plus({ hours: 2 }))
    const told = await mailTo(null, 'booking_rescheduled')
    assert.include(told.calendar, `UID:${uid}\r\n`)
    const file = await client.get(`/manage/${booking.manageToken}/calendar.ics`)
    assert.equal(calendarValue(file.text(), 'UID'), uid)
  })

  test('is listed with the time that each mail said', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await deliverAll()
    await move(booking, START.plus({ hours: 2 }))
    const clock = (hours: number) =>
      START.plus({ hours }).setZone(shop.business.timeZone).toFormat('HH:mm')
    const page = await client.get('/admin/delivery?tab=sent').loginAs(shop.user)
    assert.include(page.text(), clock(0))
    assert.notInclude(page.text(), clock(2))
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    assert.match(record.text(), new RegExp(`It said [^<]*${clock(0)}`))
  })
})
