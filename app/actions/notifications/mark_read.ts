import { markRead, type ReadMessages } from '#outbox'

export default class MarkRead {
  handle(messages: ReadMessages): Promise<void> {
    return markRead(messages)
  }
}
