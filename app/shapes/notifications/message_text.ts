import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type MessageText from '#models/notifications/message_text'
import { OUR_WORDS } from '#models/notifications/message_text'
import { inUtc, momentOrNull, truthShape } from '#shapes/schema'

/** A message to clients in one language; a part that is null is said in our words. */
export const messageTextShape = vine.create({
  message: vine.string(),
  language: vine.string(),
  subject: vine.string().nullable(),
  opening: vine.string().nullable(),
  closing: vine.string().nullable(),
  is_own: truthShape(),
  variables: vine.array(vine.string()),
  updated_at: momentOrNull(),
})

/** As a client would get it. */
export const messageSampleShape = vine.create({
  subject: vine.string(),
  html: vine.string(),
  text: vine.string(),
})

interface Presented {
  type: string
  language: string
  variables: readonly string[]
  stored: MessageText | null
}

export function presentMessageText({
  type,
  language,
  variables,
  stored,
}: Presented): Infer<typeof messageTextShape> {
  const { subject, opening, closing } = stored?.parts ?? OUR_WORDS
  const isOwn = stored?.isOwn ?? false
  return {
    message: type,
    ...{ language, subject, opening, closing },
    is_own: isOwn,
    variables: [...variables],
    updated_at: stored && isOwn ? inUtc(stored.updatedAt) : null,
  }
}
