import vine from '@vinejs/vine'
import { plainAmount, readAmount } from '#formats/bookings/money'
import { CURRENCIES } from '#validators/rules'

const isPrice = vine.createRule((value, _, field) => {
  const code: unknown = field.parent.currency
  const known = CURRENCIES.find((one) => one === code)
  // An unknown currency is refused at its own field.
  if (typeof value !== 'string' || !known) return
  const amount = readAmount(value, known)
  if (amount !== null) field.mutate(amount, field)
  else {
    const example = plainAmount('1234.5', known)
    field.report('Write the price as {example}', 'price', field, { example, currency: known })
  }
})

/** As people type it, in the currency beside it; becomes the decimal string that is stored. */
export const price = () => vine.string().trim().maxLength(40).use(isPrice())
