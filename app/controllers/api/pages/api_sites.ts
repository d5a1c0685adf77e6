import { DateTime } from 'luxon'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'
import {
  type BusinessPage,
  findBusinessPage,
  findBusinessPageById,
  findSchedulePage,
} from '#queries/pages/find_business_page'
import { findDefaultPage } from '#queries/pages/find_default_page'
import { findLinkPage } from '#queries/pages/find_link_page'

export interface ApiAddress {
  /** Of its route. */
  name: string
  params: Record<string, string>
}

/** The sites whose scripts may ask at an address: those that its business named. */
export async function apiSitesAt(address: ApiAddress): Promise<readonly string[]> {
  const page = await pageAt(address)
  return page?.business.settings.apiSites ?? []
}

async function pageAt({ name, params }: ApiAddress): Promise<BusinessPage | null> {
  const { token, host, slug } = params
  if (token && /^api\.(manage|schedule)\./.test(name)) {
    const booking = await findBookingByManageToken(token)
    return booking && findBusinessPageById(booking.businessId)
  }
  if (token) return findLinkPage(token, DateTime.utc())
  if (host) return findSchedulePage(host)
  if (!slug) return findDefaultPage()
  const page = await findBusinessPage(slug)
  return page && 'business' in page ? page : null
}
