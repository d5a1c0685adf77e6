import Enquiry from '#models/enquiries/enquiry'

/** What someone wrote to a business, kept as it is. */
export function writtenTo(businessId: number, changes: Partial<Enquiry> = {}): Promise<Enquiry> {
  return Enquiry.create({
    businessId,
    clientName: 'Ines Canaryname',
    clientEmail: 'ines@client.example',
    clientPhone: null,
    clientTimeZone: 'Europe/Lisbon',
    clientLocale: 'en-GB',
    message: 'Is there anything on Sunday?',
    ...changes,
  })
}
