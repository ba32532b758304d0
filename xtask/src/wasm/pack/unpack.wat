;; Puts a module together again out of its streams; `pack.rs` says what they are and how they are written.
;;
;; The file lies in memory from 2048 on, and what comes out is written behind it. Below 1024 stands where each of 256 templates
;; begins, above that where each stream goes on. Nothing here asks whether what is read makes sense: every turn of every loop
;; takes a byte of input or makes one of output, and memory is as large as is needed and does not grow, so whatever the file
;; holds, this comes to an end or traps.
(module
  (memory (export "m") {PAGES} {PAGES})

  ;; The next number of a stream.
  (func $number (param $stream i32) (result i32)
    (local $at i32) (local $byte i32) (local $shift i32) (local $value i32)
    (local.set $at (i32.load (local.get $stream)))
    (loop $more
      (local.set $value
        (i32.or
          (local.get $value)
          (i32.shl
            (i32.and (local.tee $byte (i32.load8_u (local.get $at))) (i32.const 127))
            (local.get $shift))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
      (br_if $more (i32.gt_u (local.get $byte) (i32.const 127))))
    (i32.store (local.get $stream) (local.get $at))
    (local.get $value))

  ;; Unpacks the file that ends at `$from`, where what comes out begins; says how long that is.
  (func (export "u") (param $from i32) (result i32)
    (local $to i32) (local $token i32) (local $item i32) (local $end i32) (local $command i32)
    (local $at i32) (local $byte i32) (local $function i32) (local $length i32)
    ;; Templates and streams stand one after the other, each behind its length.
    (i32.store (i32.const {HEAD}) (i32.const {CONTENT}))
    (loop $parts
      (local.set $length (call $number (i32.const {HEAD})))
      (i32.store (local.get $at) (local.tee $to (i32.load (i32.const {HEAD}))))
      (i32.store (i32.const {HEAD}) (i32.add (local.get $to) (local.get $length)))
      (br_if $parts (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const {HEAD}))))
    (local.set $token (i32.load (i32.const {TOKENS})))
    (local.set $to (local.get $from))
    (loop $tokens
      ;; A template ends before the length of the next one.
      (local.set $item
        (i32.load (local.tee $at (i32.shl (i32.load8_u (local.get $token)) (i32.const 2)))))
      (local.set $end (i32.sub (i32.load offset=4 (local.get $at)) (i32.const 1)))
      (local.set $token (i32.add (local.get $token) (i32.const 1)))
      (loop $items
        (local.set $command (i32.load8_u (local.get $item)))
        (local.set $item (i32.add (local.get $item) (i32.const 1)))
        (block $done
          (if (i32.lt_u (local.get $command) (i32.const {NUMBER}))
            (then
              (i32.store8 (local.get $to) (local.get $command))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $done)))
          (if (i32.lt_u (local.get $command) (i32.const {PLAIN}))
            (then
              ;; Where the stream goes on stands at this place.
              (local.set $command
                (i32.add
                  (i32.shl (i32.sub (local.get $command) (i32.const {NUMBER})) (i32.const 2))
                  (i32.const {NUMBERS})))
              (local.set $at (i32.load (local.get $command)))
              (loop $more
                (i32.store8 (local.get $to) (local.tee $byte (i32.load8_u (local.get $at))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (local.set $to (i32.add (local.get $to) (i32.const 1)))
                (br_if $more (i32.gt_u (local.get $byte) (i32.const 127))))
              (i32.store (local.get $command) (local.get $at))
              (br $done)))
          (block $plain
            (block $begins
              (block $ends
                (block $stops
                  (block $quotes
                    (br_table $plain $begins $ends $stops $quotes
                      (i32.sub (local.get $command) (i32.const {PLAIN}))))
                  ;; The next byte as it is, where that would be a command.
                  (i32.store8 (local.get $to) (i32.load8_u (local.get $item)))
                  (local.set $item (i32.add (local.get $item) (i32.const 1)))
                  (local.set $to (i32.add (local.get $to) (i32.const 1)))
                  (br $done))
                (return (i32.sub (local.get $to) (local.get $from))))
              ;; How long the function is stands before it; until that is known, room is left.
              (if (i32.eqz (local.get $function)) (then (unreachable)))
              (local.set $at (i32.add (local.get $function) (i32.const {ROOM})))
              (local.set $length (i32.sub (local.get $to) (local.get $at)))
              (local.set $byte (local.get $length))
              (loop $more
                (i32.store8
                  (local.get $function)
                  (i32.or
                    (i32.and (local.get $byte) (i32.const 127))
                    (i32.shl
                      (i32.gt_u (local.get $byte) (i32.const 127))
                      (i32.const 7))))
                (local.set $function (i32.add (local.get $function) (i32.const 1)))
                (br_if $more (local.tee $byte (i32.shr_u (local.get $byte) (i32.const 7)))))
              (memory.copy (local.get $function) (local.get $at) (local.get $length))
              (local.set $to (i32.add (local.get $function) (local.get $length)))
              (local.set $function (i32.const 0))
              (br $done))
            (local.set $function (local.get $to))
            ;; Traps where there is no memory any more, however often this is said.
            (i32.store8 (local.get $to) (i32.const 0))
            (local.set $to (i32.add (local.get $to) (i32.const {ROOM})))
            (br $done))
          (local.set $length (call $number (i32.const {PLAINS})))
          (memory.copy (local.get $to) (i32.load (i32.const {PLAINS})) (local.get $length))
          (i32.store (i32.const {PLAINS}) (i32.add (i32.load (i32.const {PLAINS})) (local.get $length)))
          (local.set $to (i32.add (local.get $to) (local.get $length))))
        (br_if $items (i32.lt_u (local.get $item) (local.get $end))))
      (br $tokens))
    (unreachable)))
