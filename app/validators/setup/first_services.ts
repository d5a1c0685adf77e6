import vine from '@vinejs/vine'
import { price } from '#validators/services/price'
import { currency, duration, line } from '#validators/rules'

export const SERVICE_ROWS = 4

export const firstServices = {
  validator: vine.create({
    name: line(),
    duration_minutes: duration(),
    price: price(),
    currency: currency(),
  }),
  fields: ['name', 'duration_minutes', 'price'],
  typedIn: ['name', 'price'],
  count: SERVICE_ROWS,
}
