import vine from '@vinejs/vine'
import { siteOf, sitesOf } from '#formats/pages/sites'
import { distinctLines } from '#formats/words/text'

const MOST_SITES = 20

const isSiteList = vine.createRule((value, _, field) => {
  const lines = distinctLines(String(value))
  const wrong = lines.find((line) => siteOf(line) === null)
  if (wrong !== undefined) {
    field.report('Not a site: {entry}', 'site', field, { entry: wrong.slice(0, 60) })
  } else if (sitesOf(String(value)).length > MOST_SITES) {
    field.report('Too many', 'tooManySites', field)
  }
})

export const siteList = () => vine.string().trim().maxLength(4000).use(isSiteList())
