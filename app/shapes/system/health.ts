import vine from '@vinejs/vine'

/** Whether a booking could be written now. */
export const healthShape = vine.create({ status: vine.string(), database: vine.string() })
