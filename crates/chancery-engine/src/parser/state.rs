//! The state of a parse: stack, buffer and the arcs so far.

use super::action::{Action, Label};

const NONE: u32 = u32::MAX;

/// A token's head and label, if it has been given one.
pub(super) type Arc = Option<(u32, Label)>;

/// A parse under way.
#[derive(Debug)]
pub(super) struct State {
    tokens: u32,
    stack: Vec<u32>,
    /// Tokens put back on the buffer; the last is B0.
    put_back: Vec<u32>,
    /// The first token that has not left the buffer.
    next: u32,
    arcs: Vec<Arc>,
    /// The left child attached last.
    left_child: Vec<u32>,
    /// The right child attached last that has not been taken away since.
    right_child: Vec<u32>,
    /// The right child that the same head had got before this one.
    earlier_sibling: Vec<u32>,
    /// Tokens that were put back and may not be shifted again.
    unshiftable: Vec<bool>,
    sentence_start: Vec<bool>,
}

impl State {
    /// The state before the first action.
    pub(super) fn new(tokens: usize) -> Self {
        Self {
            tokens: tokens as u32,
            stack: Vec::new(),
            put_back: Vec::new(),
            next: 0,
            arcs: vec![None; tokens],
            left_child: vec![NONE; tokens],
            right_child: vec![NONE; tokens],
            earlier_sibling: vec![NONE; tokens],
            unshiftable: vec![false; tokens],
            sentence_start: vec![false; tokens],
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    /// The arcs, token by token.
    pub(super) fn into_arcs(self) -> Vec<Arc> {
        self.arcs
    }

    fn buffer_len(&self) -> usize {
        (self.tokens - self.next) as usize + self.put_back.len()
    }

    /// The token at that depth of the stack.
    fn stack(&self, depth: usize) -> Option<u32> {
        self.stack.iter().rev().nth(depth).copied()
    }

    /// The token at that place of the buffer.
    fn buffer(&self, place: usize) -> Option<u32> {
        let back = self.put_back.iter().rev().nth(place).copied();
        back.or_else(|| {
            let token = self.next + (place - self.put_back.len()) as u32;
            (token < self.tokens).then_some(token)
        })
    }

    /// The tokens that the net looks at: B0, B1, S0, S1, S2, the last left child of B0, the last
    /// left and the last right child of S0.
    pub(super) fn features(&self) -> [Option<u32>; 8] {
        let child = |of: Option<u32>, children: &[u32]| {
            of.map(|t| children[t as usize]).filter(|&child| child != NONE)
        };
        let (b0, s0) = (self.buffer(0), self.stack(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            child(b0, &self.left_child),
            child(s0, &self.left_child),
            child(s0, &self.right_child),
        ]
    }

    /// Whether the state allows an action. Some action is always open: the shift on an empty stack,
    /// otherwise the reduction.
    pub(super) fn allows(&self, action: Action) -> bool {
        let (b0, b1) = (self.buffer(0), self.buffer(1));
        let starts = |token: Option<u32>| token.is_some_and(|t| self.sentence_start[t as usize]);
        let unshiftable = || b0.is_some_and(|t| self.unshiftable[t as usize]);
        let empty = self.stack.is_empty();
        match action {
            Action::Shift => empty || (b1.is_some() && !starts(b0) && !unshiftable()),
            Action::Reduce => !empty,
            Action::Left(_) | Action::Right(_) => !empty && b0.is_some() && !starts(b0),
            Action::Break => b1.is_some() && b1 == b0.map(|t| t + 1) && !starts(b1),
        }
    }

    /// Takes an action that is open.
    pub(super) fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => self.push(),
            Action::Reduce => self.reduce(),
            Action::Left(label) => {
                let (head, child) = self.front();
                self.attach(head, child, label);
                self.left_child[head as usize] = child;
                // The stack has shrunk, so shifting again cannot go round for ever.
                self.unshiftable[head as usize] = false;
                self.stack.pop();
            }
            Action::Right(label) => {
                let (child, head) = self.front();
                self.attach(head, child, label);
                self.earlier_sibling[child as usize] = self.right_child[head as usize];
                self.right_child[head as usize] = child;
                self.push();
            }
            Action::Break => {
                let start = self.buffer(1).expect("open only with two on the buffer");
                self.sentence_start[start as usize] = true;
            }
        }
    }

    /// B0 and S0.
    fn front(&self) -> (u32, u32) {
        let both = self.buffer(0).zip(self.stack(0));
        both.expect("open only with something on stack and buffer")
    }

    fn push(&mut self) {
        let token = self.put_back.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn reduce(&mut self) {
        let top = self.stack.pop().expect("open only with something on the stack");
        if self.arcs[top as usize].is_none() && !self.stack.is_empty() {
            self.unshiftable[top as usize] = true;
            self.put_back.push(top);
        }
    }

    /// Gives a token its head. Only a head to the left can be replaced: a token that got one to
    /// its right has left the stack; and the token is that head's last right child, for whatever
    /// came after it lies above it on the stack.
    fn attach(&mut self, head: u32, child: u32, label: Label) {
        if let Some((old, _)) = self.arcs[child as usize].replace((head, label)) {
            self.right_child[old as usize] = self.earlier_sibling[child as usize];
        }
    }
}
