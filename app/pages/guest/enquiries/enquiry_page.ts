import type { FormStamp } from '#models/tokens/form_stamp'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import type { OpenPage } from '#pages/guest/opened'
import type { PageService } from '#queries/pages/find_business_page'
import type { Form } from '#validators/form'

export interface OpenEnquiry extends OpenPage {
  /** What they looked at before. */
  service: PageService | null
  startsAt: number | null
  timeZone: string
  /** What the form carried; null where it carried none that holds. */
  stamp: FormStamp | null
}

/** The form for writing to a business. */
export function enquiryPage(enquiry: OpenEnquiry, form: Form) {
  const { business, service, startsAt, timeZone, stamp } = enquiry
  const fresh = enquiryStamp(business, stamp?.shownAt)
  return { service, startsAt, timeZone, form, enquiryStamp: fresh }
}
