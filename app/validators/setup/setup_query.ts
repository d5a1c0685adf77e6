import vine from '@vinejs/vine'
import { SETUP_STOPS } from '#models/settings/setup'

export const setupQuery = vine.create({ stop: vine.enum(SETUP_STOPS).optional() })
