import vine from '@vinejs/vine'

export const webAddress = () =>
  vine
    .string()
    .trim()
    .maxLength(500)
    .url({ protocols: ['https'], require_protocol: true, disallow_auth: true })
