//! Ids of one kind, in the order in which they come.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use crate::columns::space::{IdValue, NO_CODE, Packed, SharedTexts, Sort, Space, place};

/// Ids, each once. A code is the place in the order of arrival.
#[derive(Clone, Debug, Default)]
pub(super) enum Pool {
    #[default]
    Empty,
    Integers {
        values: Vec<i64>,
        codes: HashMap<i64, u32>,
    },
    Texts {
        texts: Arc<Packed>,
        codes: HashTable<u32>,
        hasher: DefaultHashBuilder,
    },
}

impl Pool {
    pub(super) fn sort(&self) -> Option<Sort> {
        match self {
            Pool::Empty => None,
            Pool::Integers { .. } => Some(Sort::Integers),
            Pool::Texts { .. } => Some(Sort::Texts),
        }
    }

    /// The code of an id, which is new or known. [`NO_CODE`] for an integer among texts and the reverse: callers have
    /// looked at that before.
    pub(super) fn code(&mut self, id: IdValue<'_>) -> u32 {
        if matches!(self, Pool::Empty) {
            *self = match id {
                IdValue::Integer(_) => Pool::Integers { values: Vec::new(), codes: HashMap::new() },
                IdValue::Text(_) => Pool::Texts {
                    texts: Arc::default(),
                    codes: HashTable::new(),
                    hasher: DefaultHashBuilder::default(),
                },
            };
        }
        let next = u32::try_from(self.len()).unwrap_or(NO_CODE);
        match (self, id) {
            (Pool::Integers { values, codes }, IdValue::Integer(number)) => *codes.entry(number).or_insert_with(|| {
                values.push(number);
                next
            }),
            (Pool::Texts { texts, codes, hasher }, IdValue::Text(text)) => {
                let hash = hasher.hash_one(text);
                if let Some(code) = codes.find(hash, |code| texts.get(place(*code)) == Some(text)) {
                    return *code;
                }
                // a report that holds them keeps its own
                Arc::make_mut(texts).push(text);
                codes.insert_unique(hash, next, |code| hasher.hash_one(texts.get(place(*code)).unwrap_or_default()));
                next
            }
            _ => NO_CODE,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Pool::Empty => 0,
            Pool::Integers { values, .. } => values.len(),
            Pool::Texts { texts, .. } => texts.len(),
        }
    }

    pub(super) fn value(&self, code: u32) -> Option<IdValue<'_>> {
        match self {
            Pool::Empty => None,
            Pool::Integers { values, .. } => values.get(place(code)).copied().map(IdValue::Integer),
            Pool::Texts { texts, .. } => texts.get(place(code)).map(IdValue::Text),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = IdValue<'_>> {
        (0..u32::try_from(self.len()).unwrap_or(NO_CODE)).filter_map(|code| self.value(code))
    }

    /// Brings the ids in order; the codes that they have now.
    pub(super) fn settle(&mut self) -> Ranks {
        let mut order: Vec<(IdValue<'_>, u32)> = self.iter().zip(0..).collect();
        if order.is_sorted() {
            return Ranks(None);
        }
        order.sort_unstable();
        let mut ranks = vec![NO_CODE; order.len()];
        let mut sorted = Pool::default();
        for (id, code) in order {
            if let Some(slot) = ranks.get_mut(place(code)) {
                *slot = sorted.code(id);
            }
        }
        *self = sorted;
        Ranks(Some(ranks))
    }

    /// The ids as they stand.
    pub(super) fn space(&self) -> Space<'static> {
        match self {
            Pool::Empty => Space::Empty,
            Pool::Integers { values, .. } => Space::Integers(values.clone()),
            Pool::Texts { texts, .. } => Space::Shared(SharedTexts(Arc::clone(texts))),
        }
    }

    /// The codes that the ids of another pool have here.
    pub(super) fn take_in(&mut self, other: &Pool) -> Ranks {
        Ranks(Some(other.iter().map(|id| self.code(id)).collect()))
    }

    pub(super) fn memory(&self) -> usize {
        // a byte of control beside every entry
        match self {
            Pool::Empty => 0,
            Pool::Integers { values, codes } => {
                let entries = codes.capacity().saturating_mul(size_of::<(i64, u32)>().saturating_add(1));
                values.capacity().saturating_mul(size_of::<i64>()).saturating_add(entries)
            }
            Pool::Texts { texts, codes, .. } => {
                texts.memory().saturating_add(codes.capacity().saturating_mul(size_of::<u32>().saturating_add(1)))
            }
        }
    }
}

/// Other codes for codes; none if they stay as they are.
#[derive(Clone, Debug)]
pub(super) struct Ranks(Option<Vec<u32>>);

impl Ranks {
    pub(super) fn of(&self, code: u32) -> u32 {
        match &self.0 {
            Some(ranks) => ranks.get(place(code)).copied().unwrap_or(NO_CODE),
            None => code,
        }
    }
}

/// The codes of a batch as codes of a pool, taken in when they are first asked for.
pub(super) struct Entering<'e> {
    pool: &'e mut Pool,
    space: &'e Space<'e>,
    known: Vec<u32>,
}

impl<'e> Entering<'e> {
    pub(super) fn new(pool: &'e mut Pool, space: &'e Space<'e>) -> Entering<'e> {
        Entering { pool, space, known: vec![NO_CODE; space.len()] }
    }

    /// The code of an id that the batch has.
    pub(super) fn of(&mut self, id: IdValue<'_>) -> u32 {
        self.space.code(id).map_or(NO_CODE, |code| self.code(code))
    }

    pub(super) fn code(&mut self, code: u32) -> u32 {
        let Some(slot) = self.known.get_mut(place(code)) else { return NO_CODE };
        if *slot == NO_CODE
            && let Some(id) = self.space.value(code)
        {
            *slot = self.pool.code(id);
        }
        *slot
    }
}
