import { type FormName, formStamp } from '#models/tokens/form_stamp'

type Business = { id: number }

export const enquiryForm = ({ id }: Business): FormName => `enquiry ${id}`

export function enquiryStamp(business: Business, shownAt = Date.now()): string {
  return formStamp(enquiryForm(business), shownAt)
}
