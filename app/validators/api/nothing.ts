import vine from '@vinejs/vine'

/** For what the address says already. */
export const nothingSent = vine.create({})
