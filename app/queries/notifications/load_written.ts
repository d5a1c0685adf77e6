import type Notification from '#models/notifications/notification'
import WrittenMessage from '#models/notifications/written_message'

/** What somebody of the business wrote, to the messages that bring it. */
export async function loadWritten(messages: readonly Notification[]): Promise<void> {
  const ids = messages.flatMap(({ data }) => (data.writtenId ? [Number(data.writtenId)] : []))
  if (ids.length === 0) return
  const written = await WrittenMessage.query().whereIn('id', ids)
  const byId = new Map(written.map((each) => [each.id, each]))
  for (const message of messages) {
    message.written = byId.get(Number(message.data.writtenId)) ?? null
  }
}
