/**
 * SQL: an SMS may go to `number`, which whoever has it agreed to: its business sends them, and nobody
 * wrote STOP from there.
 */
export const takesTexts = (number: string, business: string) => `(
  ${number} is not null
  and exists (select from booking_settings as texting
    where texting.business_id = ${business} and texting.sends_texts)
  and not exists (select from text_stops where text_stops.number = ${number}))`
