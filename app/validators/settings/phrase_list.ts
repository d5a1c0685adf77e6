import vine from '@vinejs/vine'
import { distinctLines } from '#formats/words/text'

const MOST_PHRASES = 10
const LONGEST_PHRASE = 200

const isPhraseList = vine.createRule((value, _, field) => {
  const phrases = distinctLines(String(value))
  const long = phrases.find((phrase) => phrase.length > LONGEST_PHRASE)
  if (phrases.length > MOST_PHRASES) field.report('Too many', 'tooManyPhrases', field)
  else if (long)
    field.report('Too long: {entry}', 'longPhrase', field, { entry: long.slice(0, 40) })
})

export const phraseList = () => vine.string().trim().maxLength(4000).use(isPhraseList())
