import { urlFor } from '@adonisjs/core/services/url_builder'
import { type Query, stated } from '#formats/pages/addresses'

type UrlFor = (route: string, params: object, options: { qs: Query }) => string

interface At {
  query?: Query
  /** The part of the page that is shown, by its id. */
  part?: string
}

/** The path of a page by the name of its route, so that only `start/routes` says what it looks like. */
export function addressOf(
  route: string,
  params: Record<string, string | number> = {},
  { query = {}, part }: At = {}
): string {
  const path = (urlFor as unknown as UrlFor)(route, params, { qs: stated(query) })
  return part === undefined ? path : `${path}#${part}`
}
