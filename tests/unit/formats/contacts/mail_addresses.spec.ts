import { test } from '@japa/runner'
import { addressFault, likelyAddress } from '#formats/contacts/mail_addresses'

test.group('A mail address that is none', () => {
  test('{0} lacks {1}')
    .with([
      ['kim.example.com', 'at'],
      ['kim@', 'domain'],
      ['@example.com', 'name'],
      ['kim@example', 'dot'],
      ['kim@x@example.com', 'twice'],
      ['kim lee@example.com', null],
    ] as const)
    .run(({ assert }, [address, fault]) => {
      assert.equal(addressFault(address), fault)
    })
})

test.group('A mail address that was likely meant otherwise', () => {
  test('{0} is taken for {1}')
    .with([
      ['kim@gmial.com', 'kim@gmail.com'],
      ['kim@gmail.con', 'kim@gmail.com'],
      ['kim@gmail.co', 'kim@gmail.com'],
      ['kim@gmaill.com', 'kim@gmail.com'],
      ['kim@HOTMIAL.com', 'kim@hotmail.com'],
      ['kim@yaho.com', 'kim@yahoo.com'],
      ['kim@gmail.com', null],
      ['kim@mail.com', null],
      ['kim@example.com', null],
      ['kim@ne.com', null],
      ['@gmial.com', null],
    ] as const)
    .run(({ assert }, [typed, meant]) => {
      assert.equal(likelyAddress(typed), meant)
    })
})
