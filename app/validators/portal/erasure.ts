import vine from '@vinejs/vine'

export const portalErasureValidator = vine.create({
  business: vine.string().regex(/^[a-z0-9-]{1,100}$/),
})
