import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { pagePath, timesPath } from '#formats/pages/addresses'

export interface SharedAddress {
  /** Null is the booking page. */
  linkId: number | null
  name: string
  address: string
}

/** Of the link that the address names, else of the booking page. */
export async function sharedAddress(ctx: HttpContext): Promise<SharedAddress> {
  const { business, params } = ctx
  if (params.id === undefined) {
    return { linkId: null, name: business.name, address: appUrl + pagePath(business) }
  }
  const link = await linkOfAddress(ctx)
  const address = appUrl + timesPath(business, { slug: '', link })
  return { linkId: link.id, name: link.name, address }
}
