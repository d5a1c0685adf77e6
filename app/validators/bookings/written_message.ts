import vine from '@vinejs/vine'
import { calendarDay, id, line, prose } from '#validators/rules'

export const MOST_WRITTEN_TO = 500

export const writingQuery = vine.create({
  booking: id().optional(),
  session: id().optional(),
  date: calendarDay().optional(),
  ids: vine.array(id()).maxLength(MOST_WRITTEN_TO).optional(),
})

export const writtenMessageValidator = vine.create({
  title: line(150),
  body: prose(5000).minLength(1),
  idempotency_key: vine.string().maxLength(64),
})
