const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** So much within so many seconds goes by itself; more is asked a question, and past `most` it waits. */
export interface Bound {
  name: string
  seconds: number
  free: number
  most: number
}

/**
 * What people hardly reach and programs do. One address is nothing odd: a school books from one. Odd
 * is booking without a pause, and many bookings for one recipient who has proven nothing.
 */
export const bookingBounds = {
  /** From one connection: a room full of people who all book is slower than this. */
  pace: { name: 'pace', seconds: MINUTE, free: 6, most: 30 },
  hour: { name: 'hour', seconds: HOUR, free: 60, most: 240 },
  /** For one email address or phone number, at all businesses, by nobody who reads its mails. */
  client: { name: 'client', seconds: DAY, free: 4, most: 8 },
  /** At one business that has just been opened, by nobody who reads the mails of its clients. */
  newBusiness: { name: 'new_business', seconds: DAY, free: 20, most: 60 },
} as const satisfies Record<string, Bound>

/** For how long a business counts as new. */
export const newForDays = 14

/** What a form's stamp has to be. No person fills in a form in less. */
export const formAge = { leastMs: 3_000, mostMs: DAY * 1_000 }

/** Wrong answers to questions, from one connection. */
export const wrongAnswers = { name: 'wrong_answer', most: 10, seconds: 15 * MINUTE }

/** Mails that ask the owner of one address to confirm it. */
export const proofMails = { name: 'proof_mail', most: 4, seconds: DAY }

/** Presses of "Send again", of one message, or of all that go to one of the business's people. */
export const sentAgain = { name: 'sent_again', most: 4, seconds: DAY }

/** Messages that somebody tries out on themselves. */
export const messageTests = { name: 'message_test', most: 20, seconds: HOUR }

/** Invitations to join: of one business, and to one address. */
export const invitationsPerBusiness = { name: 'invitation', most: 30, seconds: DAY }
export const invitationsPerRecipient = { name: 'invitation_to', most: 4, seconds: DAY }

/** Mails that ask whoever reads an address of a business: of one business, and to one address. */
export const inboxProofsPerBusiness = { name: 'inbox_proof', most: 20, seconds: DAY }
export const inboxProofsPerRecipient = { name: 'inbox_proof_to', most: 3, seconds: DAY }

/** Pictures sent to one business: each takes seconds of work. */
export const picturesPerBusiness = { name: 'picture', most: 60, seconds: HOUR }
