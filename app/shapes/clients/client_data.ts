import vine from '@vinejs/vine'

const rows = () => vine.array(vine.record(vine.any().nullable()))

/** All that a business holds of a client, for whoever asks: each row with names of its own. */
export const clientDataShape = vine.create({
  business: vine.string(),
  records: rows(),
  bookings: rows(),
  moves: rows(),
  waited_for: rows(),
  enquiries: rows(),
  notes: rows(),
  turned_away: rows(),
  mails: rows(),
  one_time_links: rows(),
  told_by_other_programs: rows(),
  chosen: rows(),
})
