import vine from '@vinejs/vine'
import { FEED_SHOWS } from '#models/feeds/calendar_feed'
import { id } from '#validators/rules'

export const feedQuery = vine.create({ host: id().optional() })

export const feedValidator = vine.create({ shows: vine.enum(FEED_SHOWS) })
