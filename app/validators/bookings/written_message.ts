import vine from '@vinejs/vine'
import { MOST_CHOSEN } from '#validators/owner_query'
import { calendarDay, id, line, prose } from '#validators/rules'

export const writingQuery = vine.create({
  booking: id().optional(),
  client: id().optional(),
  session: id().optional(),
  date: calendarDay().optional(),
  ids: vine.array(id()).maxLength(MOST_CHOSEN).optional(),
})

export const writtenMessageValidator = vine.create({
  title: line(150),
  body: prose(5000).minLength(1),
  idempotency_key: vine.string().maxLength(64),
})
