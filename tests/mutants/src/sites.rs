//! What stands around the places that mutants change.

use std::collections::HashMap;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{Visit, visit_expr, visit_impl_item, visit_item, visit_type_array};
use syn::{BinOp, Expr, ExprBinary, ExprMatch, ExprStruct, ImplItem, Item, TypeArray, UnOp};

/// Places in a file, as bytes from its beginning.
#[derive(Default)]
pub struct Sites {
    /// From the beginning of an operator or a field to the expression that is one thing or another as a whole.
    pub wholes: HashMap<usize, Range<usize>>,
    /// From the beginning of an arm to its arrow.
    pub arrows: HashMap<usize, usize>,
    /// What the compiler may compute.
    pub constants: Vec<Range<usize>>,
    /// The outermost operation, while its operands are looked at.
    operation: Option<Range<usize>>,
}

impl Sites {
    /// # Panics
    /// If the file is no Rust.
    pub fn of(source: &str) -> Sites {
        let mut sites = Sites::default();
        sites.visit_file(&syn::parse_file(source).expect("a Rust file"));
        sites
    }

    /// A changed operator may bind otherwise, so what is asked about is the whole expression of operators.
    fn operator(&mut self, at: usize, whole: Range<usize>) {
        self.wholes.insert(at, whole.clone());
        self.operation = Some(whole);
    }

    fn fields(&mut self, expr: &ExprStruct) {
        let whole = expr.span().byte_range();
        self.wholes.extend(expr.fields.iter().map(|field| (field.span().byte_range().start, whole.clone())));
    }

    fn arms(&mut self, expr: &ExprMatch) {
        let arrow = |arm: &syn::Arm| (arm.span().byte_range().start, arm.fat_arrow_token.span().byte_range().start);
        self.arrows.extend(expr.arms.iter().map(arrow));
    }
}

impl<'ast> Visit<'ast> for Sites {
    fn visit_item(&mut self, item: &'ast Item) {
        let constant = match item {
            Item::Const(_) | Item::Static(_) => true,
            Item::Fn(function) => function.sig.constness.is_some(),
            _ => false,
        };
        self.constants.extend(constant.then(|| item.span().byte_range()));
        visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let constant = match item {
            ImplItem::Const(_) => true,
            ImplItem::Fn(function) => function.sig.constness.is_some(),
            _ => false,
        };
        self.constants.extend(constant.then(|| item.span().byte_range()));
        visit_impl_item(self, item);
    }

    fn visit_type_array(&mut self, array: &'ast TypeArray) {
        self.constants.push(array.len.span().byte_range());
        visit_type_array(self, array);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        let outer = self.operation.take();
        let whole = || outer.clone().unwrap_or(expr.span().byte_range());
        match expr {
            // its operands are conditions, each by itself
            Expr::Binary(_) if chains_let(expr) => {}
            Expr::Binary(binary) => self.operator(binary.op.span().byte_range().start, whole()),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) => {
                self.operator(unary.op.span().byte_range().start, whole());
            }
            Expr::Struct(literal) => self.fields(literal),
            Expr::Match(matched) => self.arms(matched),
            Expr::Repeat(repeated) => self.constants.push(repeated.len.span().byte_range()),
            _ => {}
        }
        visit_expr(self, expr);
        self.operation = outer;
    }
}

/// Whether it is `let … && …`, which no other operator may join and no parentheses enclose.
fn chains_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => chains_let(left) || chains_let(right),
        _ => false,
    }
}
