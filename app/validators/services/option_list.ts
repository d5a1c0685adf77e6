import vine from '@vinejs/vine'
import { distinctLines } from '#formats/words/text'

const LEAST = 2
const MOST = 30
const LONGEST = 100

const isOptionList = vine.createRule((value, _, field) => {
  const options = distinctLines(String(value))
  const long = options.find((option) => option.length > LONGEST)
  if (options.length < LEAST) field.report('Too few', 'fewOptions', field)
  else if (options.length > MOST) field.report('Too many', 'manyOptions', field, { most: MOST })
  else if (long) {
    const entry = long.slice(0, 40)
    field.report('Too long: {entry}', 'longOption', field, { entry, most: LONGEST })
  }
})

/** What can be chosen, one a line. */
export const optionList = () => vine.string().trim().maxLength(4000).use(isOptionList())
